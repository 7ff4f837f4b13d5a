"""The least page Streamlit can draw that does something: a heading, and a button that changes it."""

import streamlit as st


def _more() -> None:
    st.session_state["step"] = st.session_state.get("step", 0) + 1


st.title(f"Step {st.session_state.get('step', 0)}")
st.button("Next", key="next", on_click=_more)
