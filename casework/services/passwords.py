"""Passwords (mật khẩu): how they are kept, and which are refused."""

from __future__ import annotations

import secrets
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from casework.errors import InvalidInput
from casework.i18n import fold

SHORTEST, LONGEST = 10, 200
COMMONEST = frozenset(
    {
        "0123456789",
        "1234567890",
        "12345678910",
        "123456789a",
        "1234567891",
        "0987654321",
        "9876543210",
        "1111111111",
        "0000000000",
        "1122334455",
        "1q2w3e4r5t",
        "1qaz2wsx3edc",
        "qwertyuiop",
        "qwerty1234",
        "qwerty12345",
        "asdfghjkl;",
        "asdfghjkl1",
        "password12",
        "password123",
        "password1234",
        "passw0rd123",
        "p@ssw0rd123",
        "p@ssword123",
        "matkhau123",
        "matkhau1234",
        "matkhau12345",
        "matkhau@123",
        "admin12345",
        "admin123456",
        "admin@1234",
        "administrator",
        "iloveyou123",
        "vietnam123",
        "vietnam1234",
        "vietnam12345",
        "vietnam@123",
        "abcdefghij",
        "abcd123456",
        "abcde12345",
        "abc1234567",
        "abc@123456",
        "aa12345678",
        "a123456789",
        "anhyeuem123",
        "emyeuanh123",
        "khongbiet123",
        "hanoi12345",
        "saigon12345",
        "congan12345",
        "capxa12345",
        "casework123",
        "casework1234",
        "cainghien123",
        "welcome123",
        "changeme123",
        "letmein1234",
        "monkey12345",
        "dragon12345",
    }
)
_HASHER = PasswordHasher()


@cache
def _nobodys() -> str:
    return _HASHER.hash(secrets.token_hex(16))


def check_policy(password: str, username: str, *, field: str = "password") -> None:
    """A password long enough, not the username, and not among the commonest.

    :raises InvalidInput: one of these; `field` names the form's field
    """
    if len(password) < SHORTEST:
        raise InvalidInput(f"Mật khẩu phải có ít nhất {SHORTEST} ký tự.", field=field)
    if len(password) > LONGEST:
        raise InvalidInput(f"Mật khẩu không được quá {LONGEST} ký tự.", field=field)
    plain = fold(password)
    if plain == fold(username) or plain.strip("0123456789!@#.") == fold(username):
        raise InvalidInput("Mật khẩu không được là tên đăng nhập. Hãy chọn mật khẩu khác.", field=field)
    if plain in COMMONEST or len(set(plain)) < 4:
        raise InvalidInput("Mật khẩu này quá dễ đoán. Hãy chọn một câu dài mà chỉ bạn biết.", field=field)


def hashed(password: str) -> str:
    """The password as it is kept (Argon2id)."""
    return _HASHER.hash(password)


def matches(kept: str | None, password: str) -> bool:
    """Whether it is the password; for an unknown account it takes as long to say no."""
    try:
        right = _HASHER.verify(kept or _nobodys(), password[: LONGEST + 1])
    except (VerificationError, InvalidHashError):
        return False
    return right and kept is not None


def outdated(kept: str) -> bool:
    """Whether the password was kept with weaker parameters than today's."""
    return _HASHER.check_needs_rehash(kept)


def temporary() -> str:
    """A password to be told once and changed at the first log-in."""
    alphabet = "abcdefghjkmnpqrstuvwxyz23456789"
    return "-".join("".join(secrets.choice(alphabet) for _ in range(4)) for _ in range(4))


def tidy(username: str) -> str:
    """A username as it is kept."""
    return username.strip().lower()


def new_stamp() -> str:
    """What a log-in is bound to: a new one ends every log-in made before."""
    return secrets.token_hex(16)
