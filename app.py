"""职评通 (Title Guide): the front door. Run with ``python run.py`` or ``streamlit run app.py``.

The file is read twice: by the server, which finds the application in ``app``, and by each visit, which draws a page.
"""

import streamlit as st
from streamlit import runtime


def main() -> None:
    """Draw the page that was asked for."""
    from ui import state
    from ui.bridge import bridge
    from ui.language import language, t
    from ui.parts import PAGES, header
    from ui.streamlit_words import streamlit_words
    from ui.style import apply_style

    st.set_page_config(page_title=t("职评通"), page_icon="ui/icon.png", layout="wide")
    apply_style()
    page = st.navigation(
        [
            st.Page(PAGES["start"], title=t("职评通：职称申报条件自查"), default=True),
            st.Page(PAGES["check"], title=t("自查"), url_path="check"),
            st.Page(PAGES["answers"], title=t("核对回答"), url_path="answers"),
            st.Page(PAGES["result"], title=t("结果"), url_path="result"),
            st.Page(PAGES["notice"], title=t("通知要点"), url_path="notice"),
        ],
        position="hidden",
    )
    where = page.url_path or "start"
    restored = bridge(
        lang="en" if language() == "en" else "zh-CN",
        focus=f"check:{state.current()}" if where == "check" else where,
        answers=state.to_keep(),
        strings=streamlit_words(),
        title=page.title if where == "start" else f"{page.title} · {t('职评通')}",
        offline=t("连接断开，正在重新连接…"),
    )
    if restored is not None:
        state.restore(restored)
    header()
    page.run()


if __name__ == "__main__" and runtime.exists():
    main()
else:
    from ui.server import settle

    settle()
    # Streamlit looks for this very line, as text, to know that it shall serve an application.
    app = st.App(__file__)
