"""What papers said when they were issued (nội dung lúc phát hành): kept once, read again for every further copy."""

from __future__ import annotations

import zlib

from sqlalchemy.orm import Session

from casework.access.sealing import seal_content, unseal_content
from casework.documents import stored
from casework.documents.blocks import Document
from casework.records.db import now
from casework.records.paper import Paper, PaperContent
from casework.services.paper_shelf import forget, once


def keep_content(session: Session, paper: Paper, document: Document, *, for_first_time: bool = False) -> None:
    """Keep what the paper says, sealed, for it names the person; kept again, the later stands.

    :param for_first_time: nothing of it is kept, so nothing is looked for
    """
    sealed = seal_content(zlib.compress(stored.dump(document).encode()))
    kept = None if for_first_time else session.get(PaperContent, paper.id)
    if kept is None:
        session.add(PaperContent(paper_id=paper.id, sealed=sealed))
        forget(session, (PaperContent, paper.id))
    else:
        kept.sealed, kept.kept_at = sealed, now()
    session.flush()


def is_kept(session: Session, paper: Paper) -> bool:
    """Whether what the paper says is kept."""
    return session.get(PaperContent, paper.id) is not None


def content_of(session: Session, paper: Paper) -> Document | None:
    """What the paper says; None for drafts, for registers, and for papers of a time when nothing was kept."""
    kept = once(session, (PaperContent, paper.id), lambda: session.get(PaperContent, paper.id))
    return stored.load(zlib.decompress(unseal_content(kept.sealed)).decode()) if kept is not None else None
