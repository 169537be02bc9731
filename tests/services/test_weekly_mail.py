"""The weekly summary: once a week for each account, initials only, and never lost because a server was down."""

import smtplib
from datetime import date

import pytest
from sqlalchemy import select

from casework import jobs
from casework.errors import InvalidInput
from casework.records.account import Account
from casework.records.trail import TrailEntry
from casework.records.weekly_mail import WeeklyMail
from casework.services import weekly_mail
from tests.cast import make_episode, make_person


class Server:
    """Stands for the mail server: keeps what it is given, or refuses everything."""

    def __init__(self):
        self.mails, self.down, self.dies = [], False, False

    def __call__(self, host, port, timeout):
        if self.down:
            raise ConnectionRefusedError
        return self

    def __enter__(self):
        return self

    def __exit__(self, *_):
        return False

    def starttls(self, context):
        assert context.check_hostname

    def send_message(self, message):
        self.mails.append(message)
        if self.dies:
            raise KeyboardInterrupt


@pytest.fixture
def server(app, monkeypatch):
    from dataclasses import replace

    server = Server()
    monkeypatch.setattr(smtplib, "SMTP", server)
    app.config["CASEWORK"] = replace(app.config["CASEWORK"], smtp_host="mail.example", smtp_from="bot@xa.gov.vn")
    return server


@pytest.fixture
def reader(session, cast):
    """The officer wants the summary, and one registration waits for a decision that is overdue."""
    account = session.get_one(Account, cast.officer.account_id)
    account.email = "lan@xa.gov.vn"
    make_episode(session, make_person(session, cast.go_quao, "Nguyễn Văn An"), registered_on=date(2026, 11, 2))
    session.commit()
    return account


def test_a_week_is_sent_once_with_initials_and_refs_only(app, session, reader, server):
    assert jobs.send_summaries(app) == 1
    assert jobs.send_summaries(app) == 0
    [mail] = server.mails
    text = mail.get_content()
    assert mail["To"] == "lan@xa.gov.vn" and "16/11/2026" in mail["Subject"]
    assert "N. V. A." in text and "Nguyễn Văn An" not in text and "Quá hạn: 1 việc" in text
    assert session.scalars(select(WeeklyMail)).one().sent_at is not None


def test_the_next_week_is_another_mail(app, session, reader, server):
    jobs.send_summaries(app)
    app.config["TODAY"] = date(2026, 11, 23)
    assert jobs.send_summaries(app) == 1
    assert server.mails[0]["Message-ID"] != server.mails[1]["Message-ID"]


def test_a_refused_mail_is_tried_again(app, session, reader, server):
    server.down = True
    assert jobs.send_summaries(app) == 0
    assert session.scalars(select(WeeklyMail)).all() == []
    server.down = False
    assert jobs.send_summaries(app) == 1


def test_a_process_that_dies_in_between_sends_no_second_one(app, session, reader, server):
    server.dies = True
    with pytest.raises(KeyboardInterrupt):
        jobs.send_summaries(app)
    server.dies = False
    assert jobs.send_summaries(app) == 0 and len(server.mails) == 1


def test_two_schedulers_claim_one_week_once(app, session, cast, reader):
    config = app.config["CASEWORK"]
    assert weekly_mail.claim(session, config, reader.id, date(2026, 11, 21), None) is not None
    assert weekly_mail.claim(session, config, reader.id, date(2026, 11, 20), None) is None


def test_without_a_server_or_an_address_nothing_is_sent(app, session, cast, server):
    assert jobs.send_summaries(app) == 0
    session.get_one(Account, cast.officer.account_id).email = "lan@xa.gov.vn"
    session.commit()
    from dataclasses import replace

    app.config["CASEWORK"] = replace(app.config["CASEWORK"], smtp_host="")
    assert jobs.send_summaries(app) == 0 and server.mails == []


def test_an_address_of_no_such_form_is_refused_and_the_trail_keeps_no_address(session, cast):
    with pytest.raises(InvalidInput):
        weekly_mail.set_address(session, cast.officer, "lan")
    weekly_mail.set_address(session, cast.officer, " lan@xa.gov.vn ")
    session.commit()
    assert session.get_one(Account, cast.officer.account_id).email == "lan@xa.gov.vn"
    entry = session.scalar(select(TrailEntry).where(TrailEntry.tag == "account:mail-address:set"))
    assert entry.keys == {"username": "can-bo", "receives": True}


def test_everybody_chooses_their_own_address(client_as, session, cast):
    client = client_as(cast.auditor)
    assert client.post("/account/weekly-mail", data={"email": "sai"}).status_code == 400
    assert client.post("/account/weekly-mail", data={"email": "yen@tinh.gov.vn"}).status_code == 303
    assert "yen@tinh.gov.vn" in client.get("/account/weekly-mail").text
