"""Reading a PDF back loads of pikepdf what it takes, and leaves it whole for everybody else."""

from __future__ import annotations

import subprocess
import sys

PDF = """
import sys, afgpub
pdf = afgpub.convert("# Salaam\\n\\nA *word* and سلام.", to="pdf")
loaded = sorted(name for name in sys.modules if name.partition(".")[0] == "pikepdf")
"""


def said(program: str) -> str:
    run = subprocess.run([sys.executable, "-c", PDF + program], capture_output=True, text=True, check=True)
    return run.stdout.strip()


def test_a_pdf_is_proved_with_the_core_alone() -> None:
    assert said("print([name for name in loaded if '_core' not in name], 'pikepdf._core' in loaded)") == "[] True"


def test_pikepdf_is_whole_afterwards() -> None:
    program = """
from io import BytesIO
from afgpub.proof.opening import library, opened
import pikepdf, pikepdf.objects, pikepdf.models.metadata
with pikepdf.open(BytesIO(pdf.output)) as whole:
    assert isinstance(whole.Root, pikepdf.Dictionary) and isinstance(whole.Root, library().Dictionary)
    with whole.open_metadata() as metadata:
        assert metadata["dc:title"] == "Salaam"
    assert pikepdf.objects.Array is pikepdf.Array and pikepdf.PdfError is library().PdfError
    assert len(pikepdf.parse_content_stream(whole.pages[0])) > 10
    out = BytesIO()
    whole.save(out)
with opened(out.getvalue()) as again:
    print(len(again.pages), afgpub.convert("# Salaam\\n\\nA *word* and سلام.", to="pdf").proof == pdf.proof)
"""
    assert said(program) == "1 True"


def test_where_it_is_built_in_another_way_the_whole_is_loaded() -> None:
    program = """
from afgpub.proof import opening
def parts():
    raise AttributeError
opening._parts = parts
opening.library.cache_clear()
again = afgpub.convert("# Salaam\\n\\nA *word* and سلام.", to="pdf")
print(opening.library().open is sys.modules["pikepdf"].open, (again.proof, again.output) == (pdf.proof, pdf.output))
"""
    assert said(program) == "True True"
