#!/usr/bin/env python3
"""Writes src/resolve/countries.csv: every country of ISO 3166-1, and Kosovo, with codes, names, regions, adjectives.

Not part of the build: run by hand when the sources change, and look at the difference before committing it.

Sources (licences in src/resolve/SOURCES.md):
  CLDR 48.2.0, npm package cldr-localenames-full: names in English, French, Spanish, German, Portuguese, Italian
      (Unicode-3.0)
  OCHA's taxonomy of countries and territories, in the PyPI package hdx-python-country 4.2.5: ISO 3166 and M49 codes,
      UN short and formal names, M49 regions (MIT)
  countries_own.csv beside this file: official long names in French and Spanish, adjectives, variants; long names in
      German, Portuguese and Italian among the variants (our own)

Usage:
  npm pack cldr-localenames-full@48.2.0            # and unpack
  pip download --no-deps hdx-python-country==4.2.5 # and unzip
  make_countries.py UNPACKED_CLDR UNPACKED_HDX
"""

import csv
import json
import pathlib
import re
import sys
import unicodedata

LANGUAGES = ("en", "fr", "es")
# Names in these are understood and not shown.
FOUND_ONLY = ("de", "pt", "pt-PT", "it")
UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"})
HERE = pathlib.Path(__file__).resolve().parent
TARGET = HERE.parent.parent / "src" / "resolve" / "countries.csv"

# M49 has no region for Antarctica and no entry for Kosovo or Taiwan. Antarctica keeps its own M49 code as its region;
# the other two stand where CLDR's containment has them. No statement on status is meant.
REGION = {"ATA": ("010", "010"), "TWN": ("142", "030"), "XKX": ("150", "039")}

# The name shown is the UN short name without the qualifier in brackets. These differ, in order en, fr, es:
# names too long for a table's cell in a form that UN reports use too, and places that the UN lists under another.
DISPLAY = {
    "FLK": ("Falkland Islands (Malvinas)", "Îles Falkland (Malvinas)", "Islas Malvinas (Falkland)"),
    "GBR": ("United Kingdom", "Royaume-Uni", "Reino Unido"),
    "HKG": ("Hong Kong, China", "Hong Kong (Chine)", "Hong Kong (China)"),
    "LAO": ("Lao PDR", "RDP lao", "RDP Lao"),
    "MAC": ("Macao, China", "Macao (Chine)", "Macao (China)"),
    "MAF": ("Saint Martin (French part)", "Saint-Martin (partie française)", "San Martín (parte francesa)"),
    "NRU": ("Nauru", "Nauru", "Nauru"),
    "SXM": ("Sint Maarten (Dutch part)", "Sint Maarten (partie néerlandaise)", "Sint Maarten (parte neerlandesa)"),
    "TWN": ("Taiwan", "Taïwan", "Taiwán"),
    "USA": ("United States", "États-Unis", "Estados Unidos"),
    "XKX": ("Kosovo", "Kosovo", "Kosovo"),
}


def typographic(text):
    return re.sub(r"\s+", " ", text.replace("'", "’")).strip()


def distinct(names):
    return [name for name in dict.fromkeys(typographic(name) for name in names) if name]


def fold(name):
    letters = unicodedata.normalize("NFKD", name.casefold())
    return "".join(letter for letter in letters if letter.isalnum())


def names_of(line, language):
    shown = [line[f"{kind}_{language}"] for kind in ("display", "short", "long")]
    return shown + line[f"other_{language}"].split("|")


def read_cldr(folder):
    names = {}
    for language in LANGUAGES + FOUND_ONLY:
        path = next(pathlib.Path(folder).glob(f"**/main/{language}/territories.json"))
        table = json.loads(path.read_text("utf-8"))["main"][language]["localeDisplayNames"]["territories"]
        for key, name in table.items():
            names.setdefault((language, key.split("-")[0]), []).append(name)
    return names


def read_hdx(folder):
    path = next(pathlib.Path(folder).glob("**/*axonomy*.csv"))
    with path.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            iso3 = row["ISO 3166-1 Alpha 3-Codes"] or row["x Alpha3 codes"]
            if row["ISO 3166-1 Alpha 3-Codes"] or iso3 == "XKX":
                yield iso3, row


def read_own():
    with (HERE / "countries_own.csv").open(encoding="utf-8") as file:
        for line in file:
            if not line.startswith("#"):
                iso3, long_fr, long_es, adjectives, variants = line.rstrip("\n").split(";")
                yield iso3, ({"fr": long_fr, "es": long_es}, adjectives, variants.split("|"))


def main(cldr_folder, hdx_folder):
    cldr, own = read_cldr(cldr_folder), dict(read_own())
    out = []
    for iso3, row in sorted(read_hdx(hdx_folder)):
        longs, adjectives, variants = own[iso3]
        iso2 = row["ISO 3166-1 Alpha 2-Codes"] or row["x Alpha2 codes"]
        assigned = iso3 != "XKX"
        region, subregion = REGION.get(iso3) or (row["Region Code"].zfill(3), row["Sub-region Code"].zfill(3))
        line = {
            "iso3": iso3,
            "iso2": iso2,
            "m49": row["m49 numerical code"].zfill(3) if assigned else "",
            "status": "" if assigned else "user-assigned",
            "region": region,
            "subregion": subregion,
        }
        for at, (language, word) in enumerate(zip(LANGUAGES, ("English", "French", "Spanish"))):
            found = cldr[language, iso2]
            names = distinct([row[f"{word} Short"], row[f"M49 {word}"], *found])
            # A two-letter short form such as Spanish `RU` may be another country's code: our own list has the safe ones.
            names = [name for name in names if len(re.sub(r"\W", "", name)) > 2]
            formal = re.sub("^the ", "", row["English Formal"]) if language == "en" else longs[language]
            shown = DISPLAY.get(iso3, [re.sub(r"\s*\(.*\)$", "", names[0])] * 3)[at]
            line[f"display_{language}"] = typographic(shown)
            line[f"short_{language}"] = names[0]
            line[f"long_{language}"] = typographic(formal) or names[0]
            line[f"other_{language}"] = "|".join(names[1:])
        known = {key for language in LANGUAGES for key in map(fold, names_of(line, language))}
        further = [name for language in FOUND_ONLY for name in cldr[language, iso2]]
        # Where the keyboard has no umlauts.
        further += [name.translate(UMLAUTS) for name in cldr["de", iso2]]
        further = {fold(name): name for name in distinct(further) if len(re.sub(r"\W", "", name)) > 2}
        line["further"] = "|".join(name for key, name in further.items() if key not in known)
        line["adjectives"] = adjectives
        line["variants"] = "|".join(distinct(variants))
        out.append(line)
    if len(out) != 250:
        sys.exit(f"{len(out)} countries instead of 249 and Kosovo")
    with TARGET.open("w", encoding="utf-8", newline="") as file:
        # No field has the separator in it, so the reader needs no quoting.
        file.write(";".join(out[0]) + "\n")
        for line in out:
            assert not any(set(value) & set(';"\n') for value in line.values()), line
            file.write(";".join(line.values()) + "\n")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
