"""Fields whose class is the portal's own, and which migrations write as the Django class that they are in the database."""

from typing import TYPE_CHECKING, Any, ClassVar

if TYPE_CHECKING:
    from django.db.models import Field

    Base = Field
else:
    Base = object


class PlainInMigrations(Base):
    """Put it before the Django class. A migration that imports the portal's code keeps that code where it is for ever."""

    # Options that are the portal's own functions. What the database holds does not depend on them.
    left_out: ClassVar[tuple[str, ...]] = ()

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        """The name, Django's class, and the options without those left out."""
        name, _path, args, options = super().deconstruct()
        django = next(each for each in type(self).__mro__ if each.__module__.startswith("django."))
        for option in self.left_out:
            options.pop(option, None)
        return name, f"django.db.models.{django.__name__}", args, options
