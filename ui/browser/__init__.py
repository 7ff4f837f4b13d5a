"""All that depends on Streamlit's insides in the browser, or touches the document.

``bridge`` connects a page with its tab, ``taps`` are our own buttons, ``style`` and ``theme`` the look, ``document``,
``scripts`` and ``head`` what a browser is sent first. What each assumes of Streamlit stands in docs/streamlit.md.
"""
