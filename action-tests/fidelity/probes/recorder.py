"""Sends requests without a client library, and keeps each response in a file of PROBE_OUT."""
import json
import os
import re
import time

import httpx
from connection import OUT, BASE_URLS, get_token

KEPT_HEADERS = ("content-type", "www-authenticate", "allow", "location", "content-disposition", "access-control-allow-origin",
                "retry-after", "server")

client = httpx.Client(timeout=90)


def request(method, url, **kw):
    """Sends a request, and once more after a lost connection."""
    try:
        return client.request(method, url, **kw)
    except httpx.TransportError:
        return client.request(method, url, **kw)


def parsed(response):
    try:
        return response.json()
    except ValueError:
        return response.text[:30000]


class Recorder:
    def __init__(self, name):
        """Removes the responses of an earlier run. `name` is that of the file of requests."""
        self.name = name
        self.count = 0
        for file in os.listdir(OUT):
            if file.startswith(name + "-"):
                os.remove(os.path.join(OUT, file))

    def save(self, record):
        self.count += 1
        label = re.sub("[^a-z0-9]+", "-", record["label"].lower())
        with open(os.path.join(OUT, f"{self.name}-{self.count:03d}-{label}.json"), "w") as file:
            json.dump(record, file, indent=1)
        print(f"{record['status']} {record['label']}: {json.dumps(record['response_body'])[:260]}", flush=True)

    def send(self, label, api, method, path, user="lab.user", json_=None, params=None, headers=None, raw=None, files=None):
        """Returns the body of the response; None without a response."""
        headers = dict(headers or {})
        if user and "Authorization" not in headers:
            headers["Authorization"] = "Bearer " + get_token(user)
        content = {"json": json_, "content": raw, "files": files}
        extra = {name: value for name, value in content.items() if value is not None}
        started = time.time()
        try:
            response = request(method, BASE_URLS[api] + path, params=params, headers=headers, **extra)
        except Exception as error:  # one request without a response must not hide the others
            print("ERR", label, error)
            return None
        body = parsed(response)
        self.save(dict(
            label=label, user=user, api=api, method=method, path=response.request.url.raw_path.decode(),
            request_body=json_ if json_ is not None else raw.decode() if isinstance(raw, bytes) else raw,
            status=response.status_code,
            response_headers={name: value for name, value in response.headers.items() if name in KEPT_HEADERS},
            response_body=body, seconds=round(time.time() - started, 2)))
        return body
