"""Compares the responses in PROBE_OUT with the recorded ones of a real server: status, status.success, content type and
shape of the body.

compare.py [name ...]: prints each difference, and 'N of M alike' as the last line. Names restrict it to those files of requests.
"""
import glob
import gzip
import json
import os
import sys

OUT = os.environ["PROBE_OUT"]
RECORDED = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../recorded-responses.json.gz")


def shape(value, depth=0):
    """The types of a JSON value, to a depth of three."""
    if isinstance(value, dict):
        if depth and value and all("/" in key or key.startswith("_:") for key in value):
            return {"*": shape(next(iter(value.values())), depth + 1)}
        return {key: shape(entry, depth + 1) for key, entry in sorted(value.items())} if depth < 3 else "object"
    if isinstance(value, list):
        return [shape(value[0], depth + 1)] if value else []
    return type(value).__name__ if value is not None else None


def agree(one, other):
    """Whether two shapes are equal; null and empty lists match any shape."""
    if one is None or other is None or one == [] or other == []:
        return True
    if isinstance(one, dict) and isinstance(other, dict):
        return set(one) == set(other) and all(agree(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return agree(one[0], other[0])
    return one == other


def read_responses():
    responses = {}
    for file in sorted(glob.glob(OUT + "/*-*.json")):
        with open(file) as text:
            response = json.load(text)
        if "label" not in response:
            continue
        body = response["response_body"]
        status = body.get("status") if isinstance(body, dict) else None
        key = os.path.basename(file).split("-")[0] + ":" + response["label"]
        while key in responses:
            key += "'"
        headers = response.get("response_headers", {})
        responses[key] = {
            "status": response["status"],
            "success": status.get("success") if isinstance(status, dict) else None,
            "ctype": (headers.get("content-type") or "").split(";")[0],
            "shape": shape(body),
        }
    return responses


def difference(recorded, response):
    """What differs, or None."""
    if response is None:
        return "no response"
    for field in ("status", "success", "ctype"):
        if response[field] != recorded[field]:
            return f"{field}: {response[field]} instead of {recorded[field]}"
    if agree(recorded["shape"], response["shape"]):
        return None
    return f"shape: {json.dumps(response['shape'])[:160]} instead of {json.dumps(recorded['shape'])[:160]}"


def main(names):
    with gzip.open(RECORDED) as text:
        recordings = {key: value for key, value in json.load(text).items() if not names or key.split(":")[0] in names}
    responses = read_responses()
    alike = 0
    for key, recorded in recordings.items():
        found = difference(recorded, responses.get(key))
        if found is None:
            alike += 1
        else:
            print(f"{recorded['api']} {key}: {found}")
    print(f"{alike} of {len(recordings)} alike")


main(sys.argv[1:])
