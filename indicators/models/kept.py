"""What indicators' figures come to, worked out when they change and not each time they are read."""

from django.db import models

from indicators.models.library import Indicator


class KeptSeries(models.Model):
    """One indicator's recent run as one kind of reader may see it. Whoever finds none works it out.

    ``basis`` says what it was worked out by, besides figures and targets: another basis, or a day later than
    ``good_until``, and it counts for nothing.
    """

    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="kept")
    is_trusted = models.BooleanField(help_text="For those who see small numbers.")
    basis = models.CharField(max_length=64)
    good_until = models.DateField(null=True)
    # Text, not JSON: it is read only by whoever has not read the same before.
    content = models.TextField()
    analysis = models.TextField(default="", help_text="Of its whole history, as the Board sees it.")

    class Meta:
        verbose_name_plural = "kept series"
        constraints = [
            models.UniqueConstraint(fields=["indicator", "is_trusted"], name="kept_series_one_for_each_reader"),
        ]

    def __str__(self) -> str:
        return f"{self.indicator.code} for {'those trusted' if self.is_trusted else 'the Board'}"
