"""The metadata of the dataset that official_client.py has minted, and changes of it."""
import copy
import json
import os

from connection import OUT

_captures = sorted(file for file in os.listdir(OUT) if "mint-dataset-input" in file)
with open(os.path.join(OUT, _captures[0])) as _file:
    good = json.load(_file)["request_body"]


def mod(**changes):
    """Returns the metadata with changes: `a__b=value` sets the field b of a, and the value "DEL" deletes it."""
    changed = copy.deepcopy(good)
    for path, value in changes.items():
        *parents, name = path.split("__")
        parent = changed
        for key in parents:
            parent = parent[key]
        if value == "DEL":
            parent.pop(name, None)
        else:
            parent[name] = value
    return changed
