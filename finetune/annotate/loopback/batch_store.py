"""Files and batches of a loopback teacher, kept over restarts."""

import json
import secrets
import threading
import time
from pathlib import Path
from typing import Any

from fractoscope.finetune.annotate.loopback.teacher_desk import OK, TeacherDesk
from fractoscope.finetune.mine.run.image_store import write_whole

FILES, BATCHES = "files", "batches"


class BatchStore:
    """Takes files, makes batches of them, and works a batch off once it is looked at often enough.

    Parameters
    ----------
    desk
        Answers the requests.
    folder
        Keeps files and batches.
    looks
        How often a batch is looked at before it is done.
    """

    def __init__(self, desk: TeacherDesk, folder: Path, looks: int = 1) -> None:
        self._desk, self._folder, self._looks = desk, folder, looks
        self._lock = threading.Lock()

    def take(self, name: str, data: bytes) -> dict[str, Any]:
        """Keep a file."""
        identifier = f"file-{secrets.token_hex(8)}"
        write_whole(self._folder / FILES / identifier, data)
        now = int(time.time())
        return {
            "id": identifier,
            "object": "file",
            "bytes": len(data),
            "created_at": now,
            "filename": name,
            "purpose": "batch",
            "status": "processed",
        }

    def file(self, identifier: str) -> bytes:
        """Return a file. Raises FileNotFoundError if there is none."""
        if not identifier.replace("-", "").isalnum():
            raise FileNotFoundError(identifier)
        return (self._folder / FILES / identifier).read_bytes()

    def create(self, order: dict[str, Any]) -> dict[str, Any]:
        """Make a batch of a file that is there. Raises FileNotFoundError if it is not."""
        self.file(str(order["input_file_id"]))
        with self._lock:
            batch = {
                "id": f"batch_{len(self.all()):06d}_{secrets.token_hex(4)}",
                "object": "batch",
                "endpoint": order["endpoint"],
                "completion_window": order["completion_window"],
                "created_at": int(time.time()),
                "input_file_id": order["input_file_id"],
                "metadata": order.get("metadata"),
                "status": "in_progress",
                "request_counts": {"total": 0, "completed": 0, "failed": 0},
                "looks": 0,
            }
            self._keep(batch)
        return batch

    def look(self, identifier: str) -> dict[str, Any] | None:
        """Return a batch, or None; the look may be the one at which it is done."""
        with self._lock:
            batch = next((batch for batch in self.all() if batch["id"] == identifier), None)
            if batch is None or batch["status"] != "in_progress":
                return batch
            batch["looks"] += 1
            if batch["looks"] > self._looks:
                self._work_off(batch)
            self._keep(batch)
            return batch

    def all(self) -> list[dict[str, Any]]:
        """Return all batches, newest first."""
        return [json.loads(path.read_bytes()) for path in sorted((self._folder / BATCHES).glob("*.json"), reverse=True)]

    def _work_off(self, batch: dict[str, Any]) -> None:
        requests = [json.loads(line) for line in self.file(batch["input_file_id"]).splitlines()]
        number = int(batch["id"].split("_")[1])
        expires = number < self._desk.mishaps.expired_batches
        in_time = requests[: len(requests) // 2] if expires else requests
        done: list[dict[str, Any]] = []
        failed: list[dict[str, Any]] = []
        for request in in_time:
            status, body = self._desk.answer(request["custom_id"], request["body"])
            line = {
                "id": f"line-{secrets.token_hex(4)}",
                "custom_id": request["custom_id"],
                "response": {"status_code": status, "request_id": "", "body": body},
                "error": None,
            }
            (done if status == OK else failed).append(line)
        for request in requests[len(in_time) :]:
            error = {"code": "batch_expired", "message": "This request could not be executed before the completion window expired."}
            failed.append({"id": f"line-{secrets.token_hex(4)}", "custom_id": request["custom_id"], "response": None, "error": error})
        for field, lines in (("output_file_id", done), ("error_file_id", failed)):
            if lines:
                batch[field] = self.take(field, b"".join(json.dumps(line).encode() + b"\n" for line in lines))["id"]
        batch["request_counts"] = {"total": len(requests), "completed": len(done), "failed": len(failed)}
        batch["status"] = "expired" if expires else "completed"

    def _keep(self, batch: dict[str, Any]) -> None:
        write_whole(self._folder / BATCHES / f"{batch['id']}.json", json.dumps(batch).encode())
