"""Calls of the data store: metadata, files, versions, reviews."""
import os

from ProvenaInterfaces.DataStoreAPI import (
    ActionApprovalRequest, CredentialsRequest, PresignedURLRequest, ReleaseApprovalRequest)
from ProvenaInterfaces.RegistryAPI import NoFilterSubtypeListRequest, VersionRequest
from provenaclient.models.datastore import RevertMetadata

from records import all_of, collection


def datastore_calls():
    store = lambda s: s.client().datastore  # noqa: E731
    wanted = lambda s: CredentialsRequest(dataset_id=s.made["dataset"], console_session_required=False)  # noqa: E731
    page = lambda: NoFilterSubtypeListRequest(page_size=2)  # noqa: E731

    async def mint(s):
        s.made["dataset"] = (await store(s).mint_dataset(collection(s))).handle

    async def upload(s):
        os.makedirs(s.path("up"), exist_ok=True)
        with open(s.path("up", "tide.csv"), "w") as file:
            file.write("time,level\n")
        await store(s).io.upload_all_files(source_directory=s.path("up"), dataset_id=s.made["dataset"])

    async def download(s):
        os.makedirs(s.path("down"), exist_ok=True)
        await store(s).io.download_all_files(destination_directory=s.path("down"), dataset_id=s.made["dataset"])
        assert os.path.exists(s.path("down", "tide.csv")), "the file did not come back"

    yield "Datastore.get_health_check", lambda s: store(s).get_health_check()
    yield "Datastore.validate_dataset_metadata", lambda s: store(s).validate_dataset_metadata(collection(s))
    yield "Datastore.mint_dataset", mint
    yield "Datastore.fetch_dataset", lambda s: store(s).fetch_dataset(s.made["dataset"])
    yield "Datastore.update_dataset_metadata", lambda s: store(s).update_dataset_metadata(s.made["dataset"], "r", collection(s, "Tides"))
    yield "Datastore.revert_dataset_metadata", lambda s: store(s).revert_dataset_metadata(
        RevertMetadata(id=s.made["dataset"], history_id=0, reason="back"))
    yield "Datastore.list_datasets", lambda s: store(s).list_datasets(page())
    yield "Datastore.list_all_datasets", lambda s: store(s).list_all_datasets()
    yield "Datastore.for_all_datasets", lambda s: all_of(store(s).for_all_datasets(page()))
    yield "Datastore.search_datasets", lambda s: store(s).search_datasets("readings")
    yield "Datastore.generate_read_access_credentials", lambda s: store(s).generate_read_access_credentials(wanted(s))
    yield "Datastore.generate_write_access_credentials", lambda s: store(s).generate_write_access_credentials(wanted(s))
    yield "Datastore.generate_dataset_presigned_url", lambda s: store(s).generate_dataset_presigned_url(
        PresignedURLRequest(dataset_id=s.made["dataset"], file_path="metadata.json"))
    yield "IOSubModule.upload_all_files", upload
    yield "IOSubModule.list_all_files", lambda s: store(s).io.list_all_files(s.made["dataset"], print_list=False)
    yield "IOSubModule.download_all_files", download
    yield "IOSubModule.download_specific_file", lambda s: store(s).io.download_specific_file(s.made["dataset"], "tide.csv", s.path("one"))
    yield from interactive_calls()
    yield "Datastore.version_dataset", lambda s: store(s).version_dataset(VersionRequest(id=s.made["dataset"], reason="next"))
    yield from review_calls()


def interactive_calls():
    session = lambda s: s.made["interactive"]  # noqa: E731

    async def begin(s):
        handle = (await s.client().datastore.mint_dataset(collection(s, "Interactive"))).handle
        s.made["interactive"] = await s.client().datastore.interactive_dataset(handle)

    async def upload(s):
        os.makedirs(s.path("up2"), exist_ok=True)
        with open(s.path("up2", "b.txt"), "w") as file:
            file.write("b")
        await session(s).upload_all_files(s.path("up2"))

    async def download(s):
        os.makedirs(s.path("down2"), exist_ok=True)
        await session(s).download_all_files(s.path("down2"))

    yield "Datastore.interactive_dataset", begin
    yield "InteractiveDataset.fetch_dataset", lambda s: session(s).fetch_dataset()
    yield "InteractiveDataset.generate_read_access_credentials", lambda s: session(s).generate_read_access_credentials(False)
    yield "InteractiveDataset.generate_write_access_credentials", lambda s: session(s).generate_write_access_credentials(False)
    yield "InteractiveDataset.upload_all_files", upload
    yield "InteractiveDataset.download_all_files", download
    yield "InteractiveDataset.download_specific_file", lambda s: session(s).download_specific_file("b.txt", s.path("one2"))
    yield "InteractiveDataset.revert_dataset_metadata", lambda s: session(s).revert_dataset_metadata(0, "back")
    yield "InteractiveDataset.version", lambda s: session(s).version("next")


def review_calls():
    review = lambda s, user="modeller": s.client(user).datastore.review  # noqa: E731
    yield "ReviewSubModule.add_dataset_reviewer", lambda s: review(s, "admin").add_dataset_reviewer(s.made["person"])
    yield "ReviewSubModule.dataset_approval_request", lambda s: review(s).dataset_approval_request(
        ReleaseApprovalRequest(dataset_id=s.made["dataset"], approver_id=s.made["person"], notes="please"))
    yield "ReviewSubModule.action_approval_request", lambda s: review(s).action_approval_request(
        ActionApprovalRequest(dataset_id=s.made["dataset"], approve=False, notes="no"))
    yield "ReviewSubModule.delete_dataset_reviewer", lambda s: review(s, "admin").delete_dataset_reviewer(s.made["person"])
