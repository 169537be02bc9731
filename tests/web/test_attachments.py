"""Scanned papers: told by their content, kept under their hash, seen by who sees the case, never shown in the site."""

from __future__ import annotations

import hashlib
import io
import struct
import zlib
from dataclasses import replace
from html import unescape

import pytest
from sqlalchemy import func, select

from casework.records.attachment import Attachment
from casework.records.removal import Removal
from casework.records.trail import TrailEntry
from casework.services.attachments import attachment_faults
from tests.cast import make_episode, make_person

PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF\n"


def chunk(name, data):
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


PNG = (
    b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    + chunk(b"IDAT", zlib.compress(b"\x00\x00")) + chunk(b"IEND", b"")
)  # fmt: skip
JPEG = b"\xff\xd8\xff\xe0\x00\x04ab\xff\xc0\x00\x0b\x08\x00\x01\x00\x01\x01\x01\x11\x00\xff\xda\x00\x02\x00\xff\xd9"


@pytest.fixture
def episode(session, house):
    episode = make_episode(session, make_person(session, house.go_quao))
    session.commit()
    return episode


def send(client, episode, content=PDF, name="quyet-dinh.pdf", **more):
    data = {"label": "Quyết định số 12", "dated_on": "05/01/2026", "file": (io.BytesIO(content), name)} | more
    return client.post(f"/attachments/of/episode/{episode.ref}", data=data, content_type="multipart/form-data")


def rows(session):
    session.rollback()
    return session.scalars(select(Attachment)).all()


@pytest.mark.parametrize(
    ("content", "media_type", "ending"),
    [(PDF, "application/pdf", "pdf"), (JPEG, "image/jpeg", "jpg"), (PNG, "image/png", "png")],
)
def test_a_paper_is_kept_under_its_hash_and_handed_out_to_be_saved(
    client_as, session, house, config, episode, content, media_type, ending
):
    officer = client_as(house.officer)
    assert send(officer, episode, content, "ban quet.exe").status_code == 303
    (row,) = rows(session)
    seal = hashlib.sha256(content).hexdigest()
    assert (row.media_type, row.sha256, row.size) == (media_type, seal, len(content))
    assert (config.instance / "attachments" / seal[:2] / seal).read_bytes() == content
    assert "Quyết định số 12" in unescape(officer.get(f"/attachments/of/episode/{episode.ref}").text)
    answer = officer.get(f"/attachments/{row.ref}/file")
    assert answer.data == content and answer.headers["Content-Type"] == media_type
    assert answer.headers["Content-Disposition"].startswith(f'attachment; filename="ban quet.{ending}"')
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    tags = session.scalars(select(TrailEntry.tag).order_by(TrailEntry.id)).all()
    assert tags[0] == "record:attachment:added" and tags[-1] == "record:attachment:viewed"


BAD = [
    (b"<html><script>alert(1)</script></html>", "không phải PDF"),
    (b"MZ\x90\x00", "không phải PDF"),
    (b"", "Tệp trống"),
    (PDF[:-8], "bị hỏng"),
    (PNG[:-4], "bị hỏng"),
    (PNG + b"<script>", "bị hỏng"),
    (JPEG[:-1], "bị hỏng"),
    (b"\xff\xd8\xff\xd9", "bị hỏng"),
    (PDF + b" " * 3 * 1024 * 1024, "lớn hơn 2 MB"),
]


def test_what_is_no_whole_scan_by_its_content_is_refused(app, client_as, session, house, config, episode):
    app.config["CASEWORK"] = replace(config, attachment_megabytes=2)
    officer = client_as(house.officer)
    for content, message in BAD:
        answer = send(officer, episode, content, "quyet-dinh.pdf")
        assert answer.status_code == 400 and message in unescape(answer.text), content[:20]
    assert rows(session) == [] and list(config.instance.rglob("attachments/*/*")) == []


def test_a_name_with_a_path_leads_nowhere(client_as, session, house, config, episode):
    officer = client_as(house.officer)
    assert send(officer, episode, PDF, "..\\..\\etc/../../keys/data.key.pdf").status_code == 303
    assert rows(session)[0].file_name == "data.key.pdf"
    kept = [path for path in (config.instance / "attachments").rglob("*") if path.is_file()]
    assert [path.name for path in kept] == [hashlib.sha256(PDF).hexdigest()]
    assert officer.get("/attachments/..%2f..%2fdata.key/file").status_code == 404


def test_a_paper_is_for_who_sees_the_case(client_as, session, house, episode):
    send(client_as(house.officer), episode)
    (row,) = rows(session)
    allowed = {
        actor.name
        for actor in house.everybody
        if client_as(actor).get(f"/attachments/{row.ref}/file").status_code == 200
    }
    assert allowed == {"can-bo", "chu-tich", "cong-an", "y-te", "theo-doi-tinh"}
    neighbour = client_as(house.neighbour)
    assert neighbour.get(f"/attachments/of/episode/{episode.ref}").status_code == 404
    assert send(neighbour, episode).status_code == 404
    assert send(client_as(house.supervisor), episode).status_code == 403
    masked = client_as(house.supervisor).get(f"/attachments/of/episode/{episode.ref}")
    assert masked.status_code == 200 and "Quyết định số 12" not in unescape(masked.text)


def test_a_paper_that_was_altered_or_lost_is_named_and_not_handed_out(client_as, session, house, config, episode):
    officer = client_as(house.officer)
    send(officer, episode)
    (row,) = rows(session)
    assert list(attachment_faults(session, config.instance)) == []
    path = config.instance / "attachments" / row.sha256[:2] / row.sha256
    path.write_bytes(PDF + b"x")
    assert officer.get(f"/attachments/{row.ref}/file").status_code == 404
    assert [row.ref in each and "thay đổi" in each for each in attachment_faults(session, config.instance)] == [True]
    path.unlink()
    (path.parent / "la").write_bytes(b"x")
    faults = list(attachment_faults(session, config.instance))
    assert len(faults) == 2 and "không còn nội dung" in faults[0] and "không hồ sơ nào" in faults[1]


def test_a_paper_that_was_taken_out_keeps_its_content_and_comes_back(client_as, session, house, config, episode):
    officer = client_as(house.officer)
    send(officer, episode)
    (row,) = rows(session)
    ref = row.ref
    assert officer.post(f"/removals/new/attachment/{row.id}", data={"reason": "quét nhầm tờ"}).status_code == 303
    assert rows(session) == [] and officer.get(f"/attachments/{ref}/file").status_code == 404
    assert list(attachment_faults(session, config.instance)) == []
    removal = session.scalars(select(Removal)).one()
    assert officer.post(f"/removals/{removal.ref}/restore", data={"reason": "đúng tờ này"}).status_code == 303
    assert officer.get(f"/attachments/{ref}/file").data == PDF
    assert session.scalar(select(func.count()).select_from(Attachment)) == 1
