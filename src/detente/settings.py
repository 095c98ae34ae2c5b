"""What a user may set, by environment variable or in `detente.toml`, read once."""

from functools import cache
from tomllib import TOMLDecodeError

from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource

from detente.errors import UsageError


class Settings(BaseSettings):
    """Defaults of the command line; DETENTE_DB and the like stand over `detente.toml` in the working folder."""

    model_config = SettingsConfigDict(env_prefix="DETENTE_", toml_file="detente.toml", extra="forbid")

    db: str = Field(default="detente.db", description="The record: a file, or postgresql://user@host/name.")
    outlet: str | None = Field(default=None, description="Outlet of articles that do not name theirs.")
    pipeline: str | None = Field(default=None, description="A spaCy pipeline to read with instead of our own.")
    jobs: int = Field(default=1, ge=1, le=64, description="Processes that read at the same time.")

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003 (the base class calls by name)
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Arguments first, then the environment, then the file."""
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)


@cache
def load_settings() -> Settings:
    """The settings of this process.

    Raises:
        UsageError: a variable or a line of the file is no setting, or has no fitting value.
    """
    try:
        return Settings()
    except (ValidationError, TOMLDecodeError) as error:
        raise UsageError(f"settings (DETENTE_* variables, detente.toml): {_explain(error)}") from error


def _explain(error: ValidationError | TOMLDecodeError) -> str:
    if isinstance(error, TOMLDecodeError):
        return f"detente.toml is no TOML ({error})"
    faults = (f"{'.'.join(map(str, e['loc']))}={e['input']!r}: {e['msg']}" for e in error.errors())
    return "; ".join(faults)
