"""Moves a folder as the official Python client does: cloudpathlib over boto3, with the keys that Provena issues."""
import json
import os
import sys

from cloudpathlib import S3Client

job = json.loads(sys.argv[1])
os.environ["AWS_EC2_METADATA_DISABLED"] = "true"
os.environ["AWS_DEFAULT_REGION"] = job["address"]["region"]
keys = job["credentials"]
client = S3Client(aws_access_key_id=keys["accessKeyId"], aws_secret_access_key=keys["secretAccessKey"],
                  aws_session_token=keys.get("sessionToken"), endpoint_url=job["address"]["endpoint"])
root = client.CloudPath(f"s3://{job['address']['bucket']}/{job['address']['prefix']}")
if job["direction"] == "upload":
    root.upload_from(job["folder"])
else:
    root.download_to(job["folder"])
