"""Writes the lists of usual words that pack's -words takes into a folder: English, Spanish, French, German and Portuguese with
capitals, and Hindi, Tamil and Bengali as people write them in Latin letters. Needs PyPI's wordfreq 3.1.1.

    python3 words.py FOLDER
"""
import pathlib
import re
import sys
import unicodedata

from wordfreq import top_n_list

CONSONANTS = dict(zip(
    "कखगघङचछजझञटठडढणतथदधनपफबभमयरलवशषसहळ",
    "k kh g gh n ch chh j jh n t th d dh n t th d dh n p ph b bh m y r l v sh sh s h l".split()))
WITH_DOT = {"क": "q", "ज": "z", "फ": "f", "ड": "d", "ढ": "dh", "ख": "kh", "ग": "g"}
VOWELS = dict(zip("अआइईउऊएऐओऔऋऑ", "a aa i i u oo e ai o au ri o".split()))
SIGNS = dict(zip("ािीुूेैोौृॉ", "aa i i u oo e ai o au ri o".split()))
OTHER = {"ं": "n", "ँ": "n", "ः": "h"}


def latin(word):
    """A word in Devanagari as people type it; A is the vowel that is not written, which falls away between others."""
    out, i, word = [], 0, unicodedata.normalize("NFD", word)
    while i < len(word):
        c, i = word[i], i + 1
        if c not in CONSONANTS:
            out.append(VOWELS.get(c) or OTHER.get(c, ""))
            continue
        sound = CONSONANTS[c]
        if word[i:i + 1] == "़":
            sound, i = WITH_DOT.get(c, sound), i + 1
        after = word[i:i + 1]
        out.append(sound)
        if after in SIGNS and after:
            out.append(SIGNS[after])
        elif after and after != "्":
            out.append("A")
        i += after in SIGNS and after != "" or after == "्"
    text = "".join(out)
    silent = r"(?<=[aeiouA])([^aeiouA]+)A(?=[^aeiouA]+[aeiou])"
    text = re.sub(silent, lambda m: m.group(1) + ("a" if len(m.group(1)) > 2 else ""), text)
    return text.replace("A", "a")


def spellings(code, word):
    """The ways in which a romanised word of a language is written."""
    yield word
    yield word.replace("aa", "a")
    if code == "hi":
        yield word.replace("oo", "u").replace("v", "w")
    if code == "ta":
        yield word.replace("ch", "s")
        yield word.replace("t", "th")
        yield re.sub(r"(?<=[mn])k", "g", word)
        yield re.sub(r"(?<=[aeiou])t(?=[aeiou])", "d", word)
    if code == "bn":
        yield word.replace("aa", "a").replace("v", "b")
        yield re.sub("a(?=[^aeiou])", "o", word.replace("aa", "A")).replace("A", "a")


def romanised(code, start, n):
    """The n most usual words of a language whose script begins at a code point; India's blocks are laid out alike."""
    for word in top_n_list(code, n):
        same = "".join(chr(ord(c) - start + 0x900) if start <= ord(c) < start + 128 else c for c in word)
        for text in spellings(code, latin(same)):
            if text.isascii() and text:
                yield text


def capitals(code, n):
    """The n most usual words, capitalised too where a sentence or a noun may begin with them, the first of them shouted."""
    for i, word in enumerate(top_n_list(code, n)):
        yield word
        if code in ("de", "en") or i < 20000:
            yield word[:1].upper() + word[1:]
        if i < (4000 if code == "en" else 1000):
            yield word.upper()


def main(folder):
    lists = {code: capitals(code, 60000 if code == "en" else 40000) for code in ("en", "es", "fr", "de", "pt")}
    for code, start, n in (("hi", 0x900, 30000), ("ta", 0xB80, 25000), ("bn", 0x980, 25000)):
        lists[code + "-latin"] = romanised(code, start, n)
    for name, words in lists.items():
        (pathlib.Path(folder) / (name + ".txt")).write_text("\n".join(dict.fromkeys(words)) + "\n", encoding="utf-8")


main(sys.argv[1])
