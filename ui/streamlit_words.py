"""Streamlit's own English words in the reader's language; the bridge puts them into the page."""

from __future__ import annotations

from ui.language import language, t


def streamlit_words() -> dict[str, str]:
    """English to Chinese; empty for an English reader. ``{}`` stands for whatever stands there."""
    if language() == "en":
        return {}
    return {
        "Skip to main content": t("跳到正文"),
        "Connection error": t("连接出错"),
        "Connecting": t("正在连接"),
        "Running...": t("正在处理…"),
        "Loading...": t("正在加载…"),
        "Please wait...": t("请稍候…"),
        "Page not found": t("没有这个页面"),
        "Close": t("关闭"),
        "Open": t("打开"),
        "Cancel": t("取消"),
        "Clear value": t("清除"),
        "Clear all": t("全部清除"),
        "Clear date": t("清除日期"),
        "Choose date": t("选择日期"),
        "Choose an option": t("请选择"),
        "Choose options": t("请选择"),
        "No results": t("没有找到"),
        "No options to select": t("没有可选项"),
        "Press Enter to apply": t("按回车确认"),
        "Press Enter to submit form": t("按回车确认"),
        "Use arrow keys to navigate dates. Enter to select. Escape to close.": t(
            "用方向键选日期，回车确认，Esc 关闭。"
        ),
        "Next": t("下一页"),
        "Previous": t("上一页"),
        "Month": t("月份"),
        "Year": t("年份"),
        "year, {}": t("年，{}"),
        "month, {}": t("月，{}"),
        "day, {}": t("日，{}"),
        "Empty": t("未填"),
        "yyyy": t("年年年年"),
        "mm": t("月月"),
        "dd": t("日日"),
        "Fullscreen": t("全屏"),
        "Close fullscreen": t("退出全屏"),
        "Download as PNG": t("下载图片"),
        "Sidebar": t("侧栏"),
        "App pages": t("页面"),
        "Main menu": t("菜单"),
        "Notifications": t("通知"),
        "Try again": t("再试一次"),
        "Script execution error": t("出错了"),
        "This app has encountered an error. The original error message is redacted to prevent data leaks.": t(
            "程序出错了，您的回答没有丢失。请刷新页面再试；仍不行，请告诉职称股。"
        ),
        "An error has occurred, please try again.": t("出错了，请再试一次。"),
        "Connection timed out.": t("连接超时。"),
        "Connection lost. Please wait for the app to reconnect, then try again.": t("连接断开，请等重新连上后再试。"),
    }
