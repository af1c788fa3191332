"""What a Board may set, its containers are told."""

import re

from tests.policy.repository import ROOT, read

# The image's own; and what only those set who try the product on their own machine.
NOT_PASSED_ON = {"LSCB_HOME", "LSCB_STATIC", "LSCB_DEMO", "LSCB_LOG_JSON"}


def test_every_variable_is_described_and_reaches_the_containers():
    variables = {
        f"LSCB_{name}"
        for name in re.findall(r'env\.\w+\("([A-Z][A-Z_]*[A-Z])",', read(ROOT / "lscb/settings/environment.py"))
    }
    compose = read(ROOT / "docker-compose.yml")

    assert len(variables) > 15
    assert variables - set(re.findall(r"^    (LSCB_\w+): ", compose, re.MULTILINE)) == NOT_PASSED_ON
    assert variables - set(re.findall(r"`(LSCB_\w+)`", read(ROOT / "docs/configuration.md"))) == set()


def test_the_example_names_only_what_is_read():
    example = read(ROOT / ".env.example")

    named = set(re.findall(r"^(?:# )?([A-Z_]+)=", example, re.MULTILINE))
    assert named - set(re.findall(r"\$\{(\w+)", read(ROOT / "docker-compose.yml"))) == set()
