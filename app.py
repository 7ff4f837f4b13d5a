"""职评通 (Title Guide): the front door. Run with ``python run.py`` or ``streamlit run app.py``.

The file is read twice: by the server, which finds the application in ``app``, and by each visit, which draws a page.
"""

import streamlit as st
from streamlit import runtime


def main() -> None:
    """Draw the page that was asked for."""
    from ui import kiosk, size, state
    from ui.browser.style import apply_style, large, zoomed
    from ui.browser.taps import taken
    from ui.language import begin, t
    from ui.parts import BAR, follow_bar, go, header, offer_return, viewing_bar
    from ui.shell import mount, offer_other_tab, pages

    begin()
    # The icon is the server's (ui/server/application.py): for one that is named here Streamlit imports PIL and numpy.
    st.set_page_config(page_title=t("职评通"), layout="wide")
    at_kiosk = kiosk.is_on()
    extra = [*([kiosk.style()] if at_kiosk else []), *([large()] if size.of_text() == "large" else [])]
    apply_style(*extra, zoomed(size.zoom(), size.zoom_on_paper()))
    page = st.navigation(pages(), position="hidden")
    where = page.url_path or "start"
    if at_kiosk and not kiosk.allowed(where):
        go("start")
    if where != "start" and state.region() is None:
        # Whose notice answers is chosen first.
        go("start")
    # The question page is drawn again by itself after each tap; there the page takes taps and mounts the bridge itself.
    if where != "check":
        if at_kiosk:
            if where == "start":
                kiosk.fresh()
            kiosk.carry_out(taken(), where)
        else:
            follow_bar(taken(*BAR))
        mount(where)
    if at_kiosk:
        st.html(kiosk.bar(back=where != "start"))
    else:
        header()
        if where in ("check", "answers", "result", "plan"):
            viewing_bar()
        if state.can_bring_back():
            offer_return()
        offer_other_tab(where)
    if state.tried() is not None:
        from ui.desk.whole import banner as tried_banner

        tried_banner()
    elif state.pinned() is not None or state.pack().status != "official":
        # Hardly anybody comes by a link of another year.
        from ui.notices import banner

        banner()
    page.run()


if __name__ == "__main__" and runtime.exists():
    main()
else:
    from ui.server.application import lifespan, middleware, routes, settle, trouble

    settle()
    # Streamlit reads this file as text to see that "app" is an application to serve, and not a script to run.
    app = st.App(__file__, lifespan=lifespan, routes=routes(), middleware=middleware(), on_script_error=trouble)
