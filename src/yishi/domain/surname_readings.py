"""Surnames that are not read as the same character elsewhere, and those that two families read in two ways.

The first reading is shown and sorted by, all of them are found. Checked against two lists of other people: `sources/surnames.txt`
of overtrue/pinyin (some 80 surnames) and 《现代汉语词典》 as told in 「容易误读的姓氏」 (some 120), with 徐铁生 《〈现代汉语词典〉（第5版）
姓氏条目平议》 (《辞书研究》 2009年第2期) for families that read one character in two ways. Where they disagree (谌 chen, shen;
费 fei, bi; 黑 he, hei; 晟 cheng, sheng; 尉 wei, yu …) all readings are here. Tones are left out: 任 Rén, 哈 Hǎ need no line of their own.
"""

_SINGLE = """
单 shan|曾 zeng|仇 qiu|解 xie hai|区 ou|查 zha|盖 ge gai|朴 piao pu|覃 qin tan|乐 yue le|任 ren|华 hua|纪 ji|缪 miao mou|宁 ning
那 na|召 shao zhao|翟 zhai di|宓 mi fu|晟 cheng sheng|葛 ge|燕 yan|折 she|种 chong|繁 po|冼 xian|洗 xian xi|员 yun|贠 yun|貟 yun
黑 he hei|秘 bi mi|幺 yao|么 yao|卜 bu|阚 kan|乜 nie mie|郇 xun huan|隗 wei kui|能 nai|祭 zhai|费 fei bi|谌 chen shen|宿 su xu
贲 ben fei|薄 bo|柏 bai bo|褚 chu|啜 chuai|都 du|过 guo|句 gou|勾 gou|观 guan|冠 guan|哈 ha|妫 gui|隽 juan jun|炅 gui|炔 gui
呙 guo|郗 xi chi|郄 qie xi|缑 gou|镡 tan chan xin|尉 wei yu|蔚 yu wei|莘 shen xin|厍 she|佘 she|眭 sui|訾 zi|佴 nai er|仉 zhang
逄 pang|逢 feng pang|芮 rui|瞿 qu|曲 qu|谯 qiao|亓 qi|邳 pi|牟 mou mu|重 chong|藏 zang|车 che|盛 sheng|沈 shen|石 shi|叶 ye
万 wan|俞 yu|於 yu|粘 nian|难 nan|六 lu liu|角 jue|少 shao|要 yao|应 ying|相 xiang|扎 zha za|贾 jia|居 ju|阿 e a|强 qiang
长 chang zhang|乘 cheng sheng|干 gan|台 tai yi|大 da|适 shi kuo|厘 li xi|藉 ji|旋 xuan|笮 ze zuo|颉 xie jie
还 huan|斗 dou|鲜 xian|监 jian|阙 que|拓 tuo ta|谷 gu|行 xing|食 shi yi|汤 tang
單 shan|區 ou|蓋 ge gai|樸 piao pu|樂 yue le|華 hua|紀 ji|繆 miao mou|寧 ning|種 chong|員 yun|闞 kan|費 fei bi|諶 chen shen
賁 ben fei|過 guo|觀 guan|鐔 tan chan xin|厙 she|應 ying|車 che|葉 ye|長 chang zhang|適 shi kuo|頡 xie jie|還 huan
"""
_COMPOUND = """
尉迟 yu chi|长孙 zhang sun|万俟 mo qi|澹台 tan tai|令狐 ling hu|单于 chan yu|乐正 yue zheng|鲜于 xian yu|宰父 zai fu|亓官 qi guan
句龙 gou long|夹谷 jia gu|谷梁 gu liang|相里 xiang li|拓跋 tuo ba|斛律 hu lv|呼延 hu yan|漆雕 qi diao|颛孙 zhuan sun|壤驷 rang si
仉督 zhang du|屈突 qu tu|尔朱 er zhu|叶赫 ye he|那拉 na la|第五 di wu|子车 zi ju|公冶 gong ye|褚师 chu shi|贺兰 he lan
尉遲 yu chi|長孫 zhang sun|萬俟 mo qi|澹臺 tan tai|單于 chan yu|樂正 yue zheng|鮮于 xian yu|穀梁 gu liang|句龍 gou long
"""


def _lines(text: str) -> list[list[str]]:
    return [line.split() for line in text.replace("\n", "|").split("|") if line]


COMPOUND: dict[str, tuple[str, ...]] = {name: tuple(syllables) for name, *syllables in _lines(_COMPOUND)}
SURNAMES: dict[str, tuple[str, ...]] = {name: tuple(said) for name, *said in _lines(_SINGLE)} | {
    name: ("".join(syllables),) for name, syllables in COMPOUND.items()}  # fmt: skip
