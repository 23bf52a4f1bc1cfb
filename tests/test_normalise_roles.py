"""Families and seniority of roles in many languages."""

from __future__ import annotations

import pytest

from scraper.normalise import roles


@pytest.mark.parametrize(
    ("role", "family"),
    [
        ("Software Engineer", "engineering"),
        ("Softwareentwicklerin", "engineering"),
        ("разработчик", "engineering"),
        ("フロントエンドエンジニア", "engineering"),
        ("백엔드 개발자", "engineering"),
        ("Senior Data Engineer", "data"),
        ("Machine Learning Engineer", "data"),
        ("UX Designer", "design"),
        ("Product Manager", "product"),
        ("Security Consultant", "security"),
        ("Developer Advocate", "devrel"),
        ("CEO", "leadership"),
        ("Fundadora", "leadership"),
        ("Oberärztin", "medicine"),
        ("Nurse", "medicine"),
        ("Rechtsanwältin", "law"),
        ("Professorin", "teaching"),
        ("Postdoctoral Researcher", "research"),
        ("Journalista", None),
        ("Journalist", "media"),
        ("Composer", "arts"),
        ("Mayor", "public service"),
        ("PhD student", "student"),
        ("Account Executive", "marketing and sales"),
        ("Recruiter", "people"),
        ("Fachbuchautorin", "arts"),
        ("Blubb", None),
        ("", None),
    ],
)
def test_family(role, family):
    assert roles.family(role) == family


@pytest.mark.parametrize(
    ("role", "seniority"),
    [
        ("Co-Founder & CEO", "founder"),
        ("CTO", "executive"),
        ("Vice President of Sales", "executive"),
        ("Head of Design", "director"),
        ("Engineering Manager", "manager"),
        ("Staff Engineer", "principal"),
        ("Senior Developer", "senior"),
        ("Старший разработчик", "senior"),
        ("Junior Developer", "junior"),
        ("Praktikantin", "junior"),
        ("PhD student", "student"),
        ("Engineer", None),
        ("", None),
    ],
)
def test_seniority(role, seniority):
    assert roles.seniority(role) == seniority
