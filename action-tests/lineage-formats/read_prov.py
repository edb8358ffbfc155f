"""Reads a lineage in PROV-JSON and in PROV-N with the package prov, and prints what both have in common as JSON."""

import json
import sys
import warnings

from prov.model import ProvDocument

# A deviation that the package only tolerates fails as well.
warnings.simplefilter("error")

as_json = ProvDocument.deserialize(sys.argv[1], format="json")
as_text = ProvDocument.deserialize(sys.argv[2], format="provn")
if as_json != as_text:
    sys.exit(f"The documents differ.\nPROV-JSON:\n{as_json.get_provn()}\nPROV-N:\n{as_text.get_provn()}")
# The package keeps what it reads: writing it and reading it again changes nothing.
for format in ("json", "provn"):
    again = ProvDocument.deserialize(content=as_json.serialize(format=format), format=format)
    if again != as_json:
        sys.exit(f"Writing as {format} and reading changes the document.")

records = [
    {
        "kind": record.get_type().localpart,
        "id": record.identifier.uri if record.identifier else None,
        "label": record.label if record.identifier else None,
        "ends": [str(value) for _, value in record.formal_attributes],
        "attributes": [[str(name), str(value)] for name, value in record.extra_attributes],
    }
    for record in as_json.get_records()
]
print(json.dumps(records))
