"""
Validates an RO-Crate with roc-validator and opens it with rocrate, both without network, and prints the findings as JSON.

usage: validate_crate.py CRATE PROFILE CONTEXT_1_2
"""

import contextlib
import io
import json
import sys
import tempfile
from importlib.resources import files
from pathlib import Path

import requests
import requests_cache
import urllib3
from rocrate.rocrate import ROCrate
from rocrate_validator import services
from rocrate_validator.models import Severity, ValidationSettings
from rocrate_validator.models.skipped_check import SkipCategory

crate_path, profile, context_1_2 = sys.argv[1:]
CONTEXTS = {
    "https://w3id.org/ro/crate/1.1/context": (files("rocrate") / "data/ro-crate.jsonld").read_text(),
    "https://w3id.org/ro/crate/1.2/context": Path(context_1_2).read_text(),
}


class PackagedContexts(requests.adapters.BaseAdapter):
    """Answers with the contexts of the installed packages."""

    def send(self, request, **_):
        response = requests.Response()
        response.status_code = 200
        response.url = request.url
        response.request = request
        response.headers["Content-Type"] = "application/ld+json"
        response.raw = urllib3.HTTPResponse(
            body=io.BytesIO(CONTEXTS[request.url].encode()), status=200, headers=response.headers, preload_content=False
        )
        return response

    def close(self):
        pass


def fill_cache(path):
    """Fills the cache from which the validator reads in its offline mode."""
    with requests_cache.CachedSession(str(path), backend="sqlite", expire_after=-1) as session:
        session.mount("https://", PackagedContexts())
        for url, text in CONTEXTS.items():
            assert json.loads(text)["@id"] == url, f"the packaged context is not that of {url}"
            session.get(url, headers={"Accept": "application/ld+json, application/json"})


with tempfile.TemporaryDirectory() as folder:
    fill_cache(Path(folder) / "cache")
    # The validator prints warnings.
    with contextlib.redirect_stdout(sys.stderr):
        result = services.validate(
            ValidationSettings(rocrate_uri=crate_path, profile_identifier=profile,
                               requirement_severity=Severity.RECOMMENDED, cache_path=Path(folder) / "cache",
                               offline=True)
        )


def describe(issue):
    return {
        "check": issue.check.identifier,
        "name": issue.check.name,
        "message": issue.message,
        "entity": str(issue.violatingEntity or ""),
    }


crate = ROCrate(crate_path)
print(
    json.dumps(
        {
            "required": [describe(issue) for issue in result.issues if issue.severity == Severity.REQUIRED],
            "recommended": [describe(issue) for issue in result.issues if issue.severity == Severity.RECOMMENDED],
            "checks": len(result.executed_checks),
            # A check that did not run because of an error, for example of a context that is not in the cache.
            "failed_checks": [
                f"{detail.check.identifier}: {detail.message}"
                for detail in result.skipped_check_details
                if detail.category in (SkipCategory.EXCEPTION, SkipCategory.NOT_REACHED)
            ],
            "entities": len(crate.get_entities()),
        }
    )
)
