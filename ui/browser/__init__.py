"""All that depends on Streamlit's insides in the browser, or touches the document."""
