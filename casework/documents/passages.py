"""Passages that several papers share: the head, the person, the reasons of a decision, the end."""

from __future__ import annotations

import re
from datetime import date

from casework.documents.blocks import (
    Align,
    Block,
    Closing,
    Code,
    Field,
    Fields,
    Head,
    Heading,
    Paragraph,
    Row,
    Signature,
    Signatures,
    Title,
    bold,
    italic,
    long_date,
    text,
)
from casework.documents.facts import Issue, PersonFacts
from casework.documents.form import document_of
from casework.i18n import format_date

KINDS = ("Giấy chứng nhận", "Giấy xác nhận", "Thông báo")
SIGN_WITH_NAME = "(Ký, ghi rõ họ tên)"


def shown(day: date | None) -> str | None:
    """A day as it stands in a field; nothing for no day."""
    return format_date(day) or None


def months(number: int | None) -> str | None:
    """A term as it stands in a field."""
    return None if number is None else f"{number:02d} tháng"


def from_to(first: date | None, last: date | None) -> str | None:
    """A window as it stands in a field; nothing while neither end is known."""
    if first is None and last is None:
        return None
    return f"từ ngày {format_date(first) or '…/…/……'} đến ngày {format_date(last) or '…/…/……'}"


def head(issue: Issue) -> Head:
    """The head of an official paper; a number that nobody gave yet is left open."""
    number = None
    if issue.pattern is not None:
        number = f"Số: {issue.number or '……' + issue.pattern}"
    return Head(issue.agency, issue.parent, number, f"{issue.place}, {long_date(issue.on)}")


def plain_head(issue: Issue) -> Head:
    """The head of a paper that a citizen writes: the motto alone."""
    return Head(dateline=f"{issue.place}, {long_date(issue.on)}")


def titled(issue: Issue, kind: str, subject: str | None = None) -> Title:
    """The title: the kind of document in capitals, the rest of the legal title as what it is about."""
    rest = issue.title.removeprefix(kind).strip() if issue.title.lower().startswith(kind.lower()) else issue.title
    rest = rest[:1].upper() + rest[1:]
    return Title(kind, subject if subject is not None else rest)


def whole_title(issue: Issue) -> Title:
    """The legal title in capitals, as forms and lists bear it; a certificate and a notice have kind and subject apart.

    Nguồn: Phụ lục I Nghị định 30/2020/NĐ-CP (tên loại và trích yếu nội dung).
    """
    kind = next(
        (each for each in ("Giấy chứng nhận", "Giấy xác nhận", "Thông báo") if issue.title.startswith(each)), ""
    )
    return titled(issue, kind) if kind else Title(issue.title)


def addressed(*parts: str | None) -> Paragraph:
    """Whom the paper is sent to (kính gửi)."""
    return Paragraph(text("Kính gửi: ", *parts), Align.CENTRE)


def opening(issue: Issue, words: str) -> Paragraph:
    """How minutes begin: the day on record, hour and place left open."""
    return sentence(f"Hôm nay, {long_date(issue.on)}, vào hồi …… giờ ……, tại ", None, words)


def person_fields(person: PersonFacts, *, short: bool = False) -> tuple[Field, ...]:
    """Who the person is; what is not on record is left open."""
    first = (
        Field("Họ và tên", person.name),
        Field("Ngày, tháng, năm sinh", person.birth),
        Field("Giới tính", person.sex),
        Field("Số căn cước, căn cước công dân, chứng minh nhân dân", person.national_id),
    )
    where = Field("Nơi cư trú", person.residence)
    if short:
        return (*first, where)
    return (*first, Field("Dân tộc", person.ethnicity), where, Field("Số điện thoại", person.phone))


def guardian_fields(person: PersonFacts) -> tuple[Block, ...]:
    """Parent, guardian or representative of somebody not yet 18 (cha, mẹ, người giám hộ): as the application names
    them, the rest left open to be filled in."""
    if not person.minor:
        return ()
    beside = person.guardian
    return (
        Heading("Cha, mẹ, người giám hộ hoặc người đại diện (người từ đủ 12 đến dưới 18 tuổi)"),
        Fields(
            (
                Field("Họ và tên", beside.name if beside else None),
                Field("Ngày, tháng, năm sinh; giới tính"),
                Field("Số giấy tờ tùy thân, ngày cấp, nơi cấp"),
                Field("Nơi cư trú, số điện thoại"),
                Field("Quan hệ với người cai nghiện", beside.relation if beside else None),
            )
        ),
    )


def relatives(person: PersonFacts) -> tuple[Field, ...]:
    """Who is near to an adult (thân nhân); somebody not yet 18 has parent or guardian in a part of their own."""
    return () if person.minor else (Field("Thân nhân (họ tên, quan hệ, nơi cư trú)"),)


def lowered(words: str | None) -> str | None:
    """The words as they stand inside a sentence: “xã Định Hòa”."""
    return None if words is None else words[:1].lower() + words[1:]


def beside_the_person(person: PersonFacts) -> str | None:
    """The name under which a parent or guardian signs; left open where nobody is on record."""
    return person.guardian.name if person.guardian else None


def blank_rows(number: int, columns: int) -> tuple[Row, ...]:
    """Rows to be filled in by hand, numbered."""
    return tuple(Row((str(place), *[""] * (columns - 1))) for place in range(1, number + 1))


def reasons(issue: Issue, *more: str | None) -> tuple[Block, ...]:
    """Who decides and on what grounds: the clauses that name the paper and the office, then `more`."""
    return (
        Heading(issue.chief.upper(), centred=True),
        *grounds(issue.citation, *more),
        Heading("QUYẾT ĐỊNH:", centred=True),
    )


def grounds(*citations: str | None) -> tuple[Paragraph, ...]:
    """The clauses a paper stands on, a line each, laws before decrees, the last with a full stop; nothing for a clause
    that nobody read.

    What a citation says in brackets is said to whoever checks it, not to whoever reads the paper; a clause that another
    one names too is not named twice.
    """
    clauses = [clause.strip() for each in citations for clause in re.sub(r" \([^)]*\)", "", each or "").split(";")]
    alone = [each for each in dict.fromkeys(clauses) if each and not any(_names(other, each) for other in clauses)]
    ranked = sorted(alone, key=_rank)
    ends = [";"] * (len(ranked) - 1) + ["."]
    return tuple(Paragraph(text(italic(f"Căn cứ {each}{end}"))) for each, end in zip(ranked, ends, strict=False))


def _names(citation: str, clause: str) -> bool:
    """Whether a citation names a clause beside others: “khoản 1, khoản 2 Điều 91 Nghị định …”."""
    document = document_of(clause)
    if citation == clause or not document or document_of(citation) != document:
        return False
    part, whole = (each.split(document)[0].strip() for each in (clause, citation))
    before, _, article = part.rpartition("Điều ")
    inside = whole.removesuffix(f" Điều {article}").split(", ") if before else []
    return part in whole.split(", ") or before.strip() in inside or citation.endswith(f", {clause}")


def _rank(clause: str) -> int:
    """Laws, then decrees, then what ministries wrote."""
    kinds = ("Luật ", "Nghị định ", "Quyết định ", "Thông tư ")
    return next((place for place, kind in enumerate(kinds) if kind in clause), len(kinds))


def article(number: int, *parts: str | None) -> Paragraph:
    """One article of a decision."""
    return Paragraph((bold(f"Điều {number}. "), *text(*parts)))


def sentence(*parts: str | None) -> Paragraph:
    """A sentence; what is not known is a dotted line."""
    return Paragraph(text(*parts))


def closing(issue: Issue, *recipients: str) -> Closing:
    """Recipients and signature; the copy that is kept comes last."""
    lines = [f"- {each};" for each in recipients] + ["- Lưu: VT, hồ sơ."]
    return Closing(tuple(lines), issue.signature)


def signers(*titles: str) -> Signatures:
    """Several people who sign by hand; a long title says where it breaks."""
    return Signatures(tuple(Signature(tuple(each.upper().split("\n")), None, SIGN_WITH_NAME) for each in titles))


def check_code(issue: Issue) -> tuple[Block, ...]:
    """The code of a certificate; nothing on papers without one."""
    if issue.check_address is None:
        return ()
    caption = f"Quét mã để kiểm tra số, ngày và hiệu lực của giấy này tại {issue.check_address}"
    return (Code(issue.check_address, caption),)
