"""The command line (dòng lệnh): thin commands; what they print is part of the contract."""

from __future__ import annotations

import sys
from collections.abc import Callable

import click
from click.exceptions import NoArgsIsHelpError
from flask import Flask
from sqlalchemy.exc import ArgumentError, OperationalError, SQLAlchemyError

from casework.cli.command import BAD_INPUT, FAILED, AppFactory, commands, stop
from casework.config import Config
from casework.errors import CaseworkError

__all__ = ["build"]


def build(create_app: AppFactory) -> Callable[[], None]:
    """The command line over an application."""

    def main() -> None:
        try:
            commands.main(prog_name="casework", standalone_mode=False, obj=_with_clear_settings(create_app))
        except click.exceptions.Exit as leaving:
            sys.exit(leaving.exit_code)
        except click.Abort:
            stop("Đã dừng, không lưu gì.", FAILED)
        except NoArgsIsHelpError:
            stop("Thiếu lệnh. Xem: casework --help", BAD_INPUT)
        except click.ClickException as error:
            stop(_in_vietnamese(error), BAD_INPUT)
        except CaseworkError as error:
            stop(str(error), BAD_INPUT if error.status < 500 else FAILED)
        except OperationalError as error:
            stop(f"Không mở được cơ sở dữ liệu: {' '.join(str(error.orig).split())}", FAILED)
        except (SQLAlchemyError, OSError) as error:
            stop(str(error).splitlines()[0], FAILED)

    return main


def _with_clear_settings(create_app: AppFactory) -> AppFactory:
    """The same application; a setting that cannot be used ends the command with a clear line."""

    def create(config: Config | None = None, *, pages: bool = True) -> Flask:
        try:
            return create_app(config, pages=pages)
        except (ValueError, ArgumentError) as error:
            stop(f"Cấu hình không dùng được: {error}", BAD_INPUT)

    return create


def _in_vietnamese(error: click.ClickException) -> str:
    """One line for a command typed wrong, and where to look."""
    context = getattr(error, "ctx", None)
    command = context.command_path if context is not None else "casework"
    named = error.param.get_error_hint(context) if isinstance(error, click.BadParameter) and error.param else ""
    if isinstance(error, click.MissingParameter):
        said = f"Thiếu {named}"
    elif isinstance(error, click.BadParameter):
        said = f"Giá trị không dùng được cho {named or 'tham số'}: {error.message}"
    elif isinstance(error, click.NoSuchOption):
        said = f"Không có tùy chọn {error.option_name}"
    else:
        said = f"Lệnh không đúng: {error.format_message()}"
    return f"{said.rstrip('.')}. Xem: {command} --help"
