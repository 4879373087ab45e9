"""The archive's WARC files: one a run and host, written record by record, read back by offset. The only user of warcio."""

from crawler.archive.kinds import Earlier, Exchange, WarcInfo, info_record, json_record
from crawler.archive.reading import Record, faults_of_answer, faults_of_record, read_json, read_payload, read_record, records_in
from crawler.archive.writing import ArchiveWriter, Kept, file_name

__all__ = [
    "ArchiveWriter", "Earlier", "Exchange", "Kept", "Record", "WarcInfo", "faults_of_answer", "faults_of_record", "file_name", "info_record",
    "json_record", "read_json", "read_payload", "read_record", "records_in",
]  # fmt: skip
