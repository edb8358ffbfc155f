"""What the calls send: dataset metadata, model runs; and how long they wait."""
from ProvenaInterfaces.ProvenanceModels import AssociationInfo, DatasetType, ModelRunRecord, TemplatedDataset
from ProvenaInterfaces.RegistryModels import (
    AccessInfo, CollectionFormat, CollectionFormatApprovals, CollectionFormatAssociations, CollectionFormatDatasetInfo, CreatedDate,
    DatasetEthicsAccessCheck, DatasetEthicsRegistrationCheck, ExportControls, IndigenousKnowledgeCheck, PublishedDate)
from provenaclient.models.general import AsyncAwaitSettings

SOON = AsyncAwaitSettings(job_polling_interval=1)

def collection(s, name="Readings"):
    no = dict(relevant=False, obtained=False)
    return CollectionFormat(
        associations=CollectionFormatAssociations(organisation_id=s.made["organisation"], data_custodian_id=s.made["person"]),
        approvals=CollectionFormatApprovals(
            ethics_registration=DatasetEthicsRegistrationCheck(**no), ethics_access=DatasetEthicsAccessCheck(**no),
            indigenous_knowledge=IndigenousKnowledgeCheck(**no), export_controls=ExportControls(**no)),
        dataset_info=CollectionFormatDatasetInfo(
            name=name, description="d", access_info=AccessInfo(reposited=True), publisher_id=s.made["organisation"],
            created_date=CreatedDate(relevant=True, value="2024-01-01"), published_date=PublishedDate(relevant=False),
            license="https://creativecommons.org/licenses/by/4.0/", keywords=["tide"]))


def record(s, name="A run"):
    used = lambda template, **more: TemplatedDataset(  # noqa: E731
        dataset_template_id=s.made[template], dataset_id=s.made["dataset"], dataset_type=DatasetType.DATA_STORE, **more)
    return ModelRunRecord(
        workflow_template_id=s.made["workflowTemplate"], display_name=name, description="d", annotations={"scenario": "warm"},
        inputs=[used("inputTemplate", resources={"series": "a.nc"})], outputs=[used("outputTemplate")], study_id=s.made["study"],
        associations=AssociationInfo(modeller_id=s.made["person"]), start_time=1700000000, end_time=1700003600)


async def all_of(generator):
    return [one async for one in generator]
