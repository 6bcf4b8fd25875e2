"""Makes the workbooks of `tests/workbooks` and `tests/workbooks_locked`, all of them or those that are named.

    python -m pip install openpyxl xlsxwriter xlwt odfpy pandas
    npm install --prefix /tmp/sheetjs xlsx@0.18.5
    python tests/tools/workbooks/make.py [NAME]...

LibreOffice (`soffice`) has to be installed. The bytes differ from run to run, as the programs write the time; what a
sheet says does not. The folders are committed: nothing here runs with the tests.
"""

import sys

from kit import CASES, Case

import cases_usual  # noqa: F401
import cases_more  # noqa: F401
import cases_values  # noqa: F401
import cases_locked  # noqa: F401

for name, (function, set_) in CASES.items():
    if len(sys.argv) == 1 or name in sys.argv[1:]:
        function(Case(name, set_))
        print(set_, name)
