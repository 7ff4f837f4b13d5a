"""Streamlit's own English words in the other languages; the bridge puts them into the page.

There is nothing to translate from Chinese here, so they are no messages of the catalogue.
"""

from __future__ import annotations

from functools import cache

from logic.words.traditional import traditional


def streamlit_words() -> dict[str, dict[str, str]]:
    """By language of the document, English to that language. ``{}`` stands for whatever stands there."""
    return {"zh-CN": _CHINESE, "en": _ENGLISH}


@cache
def traditional_words() -> dict[str, str]:
    """English to traditional Chinese. Converted when the first reader needs it: the dictionaries take their time."""
    return {english: traditional(chinese) for english, chinese in _CHINESE.items()}


# What Streamlit says in words for programmers.
_ENGLISH = {
    "The page that you have requested does not seem to exist. Running the app's main page.": (
        "Here is the start page instead."
    ),
    "You have requested page /{}, but no corresponding file was found in the app's pages/ directory."
    " Running the app's main page.": "Here is the start page instead.",
    "AxiosError: Request failed with status code 503": (
        "Many units are checking their lists right now, and there is no room for this file. Please try again in a few "
        "minutes."
    ),
    "AxiosError: Request failed with status code 413": "The file is too large.",
    "AxiosError: {}": "The file did not arrive. Please try again; if that does not help, reload the page.",
}
_CHINESE = {
    "Error:": "没有收下：",
    "AxiosError: Request failed with status code 503": ("现在核对名册的单位很多，放不下这个文件。请过几分钟再试。"),
    "AxiosError: Request failed with status code 413": "文件太大。",
    "AxiosError: {}": "文件没有传上来。请再试一次；还不行，请刷新页面。",
    "Skip to main content": "跳到正文",
    "Connection error": "连接出错",
    "Connecting": "正在连接",
    "Running...": "正在处理…",
    "Loading...": "正在加载…",
    "Please wait...": "请稍候…",
    "Page not found": "没有这个页面",
    "The page that you have requested does not seem to exist. Running the app's main page.": "已为您打开首页。",
    "You have requested page /{}, but no corresponding file was found in the app's pages/ directory."
    " Running the app's main page.": "已为您打开首页。",
    "Close": "关闭",
    "Open": "打开",
    "Cancel": "取消",
    "Copy": "复制",
    "Copied": "已复制",
    "Copied!": "已复制",
    "Copy to clipboard": "复制",
    "Dismiss": "收起",
    "Learn more": "了解更多",
    "Try again": "再试一次",
    "Help for {}": "{}：说明",
    "Press Enter to apply": "按回车确认",
    "Press Enter to submit form": "按回车确认",
    "Press Enter to submit": "按回车键提交",
    "Press {}+Enter to apply": "按 {}+回车键确认",
    "Choose an option": "请选择",
    "Choose options": "请选择",
    "No results": "没有找到",
    "No options to select": "没有可选项",
    "{} options available.": "共 {} 项可选。",
    "{} option available.": "共 {} 项可选。",
    "Clear value": "清除",
    "Clear all": "全部清除",
    "Clear date": "清除日期",
    "Clear dates": "清除日期",
    "Clear entry": "清除",
    "Choose date": "选择日期",
    "Choose date range": "打开日历",
    "Choose date, {}": "选择日期，{}",
    "Selected Date: {}": "已选好日期",
    "Use arrow keys to navigate dates. Enter to select. Escape to close.": "用方向键选日期，回车确认，Esc 关闭。",
    "Next": "下一页",
    "Previous": "上一页",
    "Next month": "下个月",
    "Previous month": "上个月",
    "Month": "月份",
    "Year": "年份",
    "year, {}": "年，{}",
    "month, {}": "月，{}",
    "day, {}": "日，{}",
    "Empty": "未填",
    "yyyy": "年年年年",
    "mm": "月月",
    "dd": "日日",
    "01 – January": "1 月",
    "02 – February": "2 月",
    "03 – March": "3 月",
    "04 – April": "4 月",
    "05 – May": "5 月",
    "06 – June": "6 月",
    "07 – July": "7 月",
    "08 – August": "8 月",
    "09 – September": "9 月",
    "10 – October": "10 月",
    "11 – November": "11 月",
    "12 – December": "12 月",
    "Increment": "加",
    "Decrement": "减",
    "Scroll tabs left": "向左滚动",
    "Scroll tabs right": "向右滚动",
    "Upload": "选择文件",
    "Add files": "添加文件",
    "add icon": "添加",
    "file upload": "选择文件",
    "{}MB per file": "每个文件不超过 {} MB",
    "{}MB per file • {}": "每个文件不超过 {} MB，格式：{}",
    "Drag and drop a file here": "可将文件拖到这里",
    "Drag and drop files here": "可将文件拖到这里",
    "Remove {}": "移除 {}",
    "File type not allowed.": "不支持这种文件。",
    "{} files are not allowed.": "不支持 {} 文件。",
    "File must be {} or smaller.": "文件不能超过 {}。",
    "An error has occurred, please try again.": "出错了，请再试一次。",
    "Fullscreen": "全屏",
    "Close fullscreen": "退出全屏",
    "Download as PNG": "下载图片",
    "Download as CSV": "下载 CSV",
    "Search": "查找",
    "Show/hide columns": "显示或隐藏列",
    "Sidebar": "侧栏",
    "App pages": "页面",
    "Main menu": "菜单",
    "Notifications": "通知",
    "Script execution error": "出错了",
    "This app has encountered an error. The original error message is redacted to prevent data leaks.{}": (
        "程序出错了，您的回答一般不会丢失。请刷新页面再试；仍不行，请告诉管理这个网页的人。"
    ),
    "Streamlit server is not responding. Are you connected to the internet?": (
        "连不上服务。请检查网络，或看看程序是否还在运行。"
    ),
    "Connection timed out.": "连接超时。",
    "Connection lost. Please wait for the app to reconnect, then try again.": "连接断开，请等重新连上后再试。",
    "Unable to connect to Streamlit server": "连不上服务",
    "Is Streamlit still running? If you accidentally stopped Streamlit, just restart it in your terminal:": (
        "程序可能已停止，请重新启动。"
    ),
}
