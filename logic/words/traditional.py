"""Our Chinese texts in traditional characters, for readers from Hong Kong, Macao and Taiwan, and back for searching.

OpenCC converts the characters; the tables below put right what it mistakes in our texts, change everyday words of
computers, and explain what a reader there would misunderstand. Names of offices, titles and documents keep their own
words (docs/decisions/0008-traditional.md).
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from opencc import OpenCC

# What a reader there would take for something else is explained once, where it is asked: a whole text of ours, and how
# it stands there.
_EXPLAINED = {
    "您现在有职称吗？": "您現在有職稱（專業技術資格等級）嗎？",
    "事业单位": "事業單位（公立機構）",
    "博士研究生": "博士研究生（已畢業的博士）",
    "硕士研究生": "碩士研究生（已畢業的碩士）",
    "大学本科": "大學本科（學士）",
    "大学专科": "大學專科（副學士／專科）",
    "您在职称诚信档案里有不良记录吗？": "您在職稱誠信檔案（誠信紀錄）裡有不良紀錄嗎？",
    "职称诚信档案里有不良记录": "職稱誠信檔案（誠信紀錄）裡有不良紀錄",
}
# What stands here in two equal forms is protected: a longer word goes before a shorter one.
_WORDS = {
    # Punctuation, and characters that OpenCC chooses wrongly for want of context.
    "“": "「",
    "”": "」",
    "‘": "『",
    "’": "』",
    "臺": "台",
    "籤": "簽",
    "齣": "出",
    "錶": "表",
    "瞭": "了",
    "核準": "核准",
    "公佈": "公布",
    "發佈": "發布",
    "單隻": "單只",
    # Official words that contain an everyday one.
    "電子信息": "電子信息",
    "計算機軟件": "計算機軟件",
    "程序和材料": "程序和材料",
    "規定程序": "規定程序",
    "年的文件": "年的文件",
    # Everyday words that mean something else there, or nothing.
    "一般通過人事": "一般透過人事",
    "複印件": "影印本",
    # Words of computers.
    "標籤頁": "分頁",
    "軟件": "軟體",
    "網絡": "網路",
    "下拉列表": "下拉式選單",
    "二維碼": "QR Code",
    "二維碼裡": "QR Code 裡",
    "的二維碼": "的 QR Code",
    "文件": "檔案",
    "文件名": "檔案名稱",
    "文檔": "文件",
    "信息": "資訊",
    "信息不全": "資料不全",
    "信息要弄清": "資料要弄清",
    "缺信息": "缺資料",
    "程序": "程式",
    "打印": "列印",
    "屏幕": "螢幕",
    "全屏": "全螢幕",
    "鏈接": "連結",
    "設置": "設定",
    "單元格": "儲存格",
    "粘貼": "貼上",
    "粘貼到": "貼到",
    "粘貼進": "貼進",
    "導出": "匯出",
    "導入": "匯入",
    "刷新": "重新載入",
    "登錄": "登入",
    "搜索": "搜尋",
    "保存": "儲存",
    "運行": "執行",
    "文件裡的宏": "檔案裡的巨集",
    "服務器": "伺服器",
    "菜單": "選單",
    "字段": "欄位",
    "字段名": "欄位名稱",
    "模板": "範本",
    "命令行": "命令列",
    "內存": "記憶體",
    "加載": "載入",
    "添加": "新增",
    "不支持": "不支援",
    "壓縮包": "壓縮檔",
    "解壓": "解壓縮",
    "連接": "連線",
    "超時": "逾時",
    "條形圖": "長條圖",
    "柱形圖": "直條圖",
    "按回車鍵": "按 Enter 鍵",
    "按回車": "按 Enter 鍵",
    "，回車": "，按 Enter 鍵",
    "回車鍵": "Enter 鍵",
}
_ANY_WORD = re.compile("|".join(sorted(map(re.escape, _WORDS), key=len, reverse=True)))
# A column is 欄 and a row is 列; what mainland texts call 列 would be taken for a row.
_COLUMN = re.compile(
    r"(?<=[一每這哪另兩的加})])列(?![入出在表為])|(?<=[\d}] )列(?![入出在])|(?<=隱藏)列"
    r"|(?<![系下序排])列(?=的順序)|^列$"
)
_ROW = re.compile(r"(?<=[一每這下別的])行(?![業政為使動程列])|(?<=[\d}] )行(?![業政為使動程])|^行(?=數)")
# Characters that the mainland's own character set lacks are traditional.
_MAINLAND = "gb2312"


@cache
def _converter(way: str) -> OpenCC:
    # Not at the top: the dictionaries take a tenth of a second and some memory, and most readers never need them.
    from opencc import OpenCC

    return OpenCC(way)


@lru_cache(maxsize=16_384)
def traditional(text: str) -> str:
    """``text``, one of our own, in traditional characters. ``{places}`` to fill in stay as they are."""
    if (explained := _EXPLAINED.get(text)) is not None:
        return explained
    # "s2tw" chooses characters only, no words: those of official texts have to stay recognisable.
    converted = _converter("s2tw").convert(text)
    worded = _ANY_WORD.sub(lambda found: _WORDS[found.group()], converted)
    return _ROW.sub("列", _COLUMN.sub("欄", worded))


def simplified(text: str, *, words: bool = False) -> str:
    """What somebody typed, in simplified characters; the same text where it holds nothing traditional.

    ``words``: also the mainland's words for Taiwan's.
    """
    try:
        text.encode(_MAINLAND)
    except UnicodeEncodeError:
        return _converter("tw2sp" if words else "t2s").convert(text)
    return text
