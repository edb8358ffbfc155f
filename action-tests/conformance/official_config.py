"""The configuration of the official library for the addresses of a sandbox."""
from provenaclient import Config
from provenaclient.utils.config import APIOverrides


def create_config(endpoints):
    return Config(domain="provena.localhost", realm_name="provena", api_overrides=APIOverrides(
        auth_api_endpoint_override=endpoints["auth"], datastore_api_endpoint_override=endpoints["datastore"],
        handle_service_api_endpoint_override=endpoints["handle"], jobs_service_api_endpoint_override=endpoints["jobs"],
        prov_api_endpoint_override=endpoints["prov"], registry_api_endpoint_override=endpoints["registry"],
        search_api_endpoint_override=endpoints["search"], search_service_endpoint_override=endpoints["search"],
        keycloak_endpoint_override=endpoints["keycloak"]))
