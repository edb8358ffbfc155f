"""Clients of the official library for the users of a sandbox, and what the calls learn on their way."""
import os
import re
import urllib.parse
import urllib.request
import webbrowser

from official_config import create_config
from provenaclient import ProvenaClient
from provenaclient.auth import OfflineFlow


class Session:
    """One run against one server: a client for each user, a folder for files, and the things made so far."""

    def __init__(self, connection, folder):
        self.connection = connection
        self.folder = folder
        self.made = dict(connection["seed"])
        self.clients = {}
        os.environ["AWS_ENDPOINT_URL"] = connection["s3"]
        os.environ["AWS_DEFAULT_REGION"] = "ap-southeast-2"
        webbrowser.open = self.let_in

    def config(self):
        return create_config(self.connection["endpoints"])

    def offline_flow(self, user):
        token = self.connection["users"][user]["offlineToken"]
        return OfflineFlow(config=self.config(), client_id="automated-access", offline_token=token)

    def client(self, user="modeller"):
        if user not in self.clients:
            self.clients[user] = ProvenaClient(auth=self.offline_flow(user), config=self.config())
        return self.clients[user]

    def path(self, *names):
        return os.path.join(self.folder, *names)

    @staticmethod
    def let_in(url):
        """What a person does in the browser that the device flow opens."""
        page, _, query = url.partition("?")
        code = re.sub("^user_code=", "", query)
        form = urllib.parse.urlencode({"user_code": code, "username": "modeller", "decision": "approved"})
        urllib.request.urlopen(page, form.encode()).read()
        return True
