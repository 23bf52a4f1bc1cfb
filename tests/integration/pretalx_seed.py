"""Fills pretalx's demo event with invented people, and writes down what its organisers' database holds.

Run by pretalx's own interpreter (see pretalx_lab.py): `python pretalx_seed.py truth.json`. Beside pretalx's own demo talks:
public questions for job title, company and LinkedIn, one that is not public; names in other scripts; somebody who left
answers out; two speakers of one talk; a talk that is confirmed and not scheduled; rejected, withdrawn and merely
submitted ones, of people who have no other.

The truth: {"speakers": [{"code", "name", "talks", "role", "employer", "links"}], "hidden": [names of everybody else],
"not_public": [titles that must not be seen], "secret": [answers to the question that is not public]}
"""

import datetime as dt
import json
import os
import sys
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pretalx.settings")
django.setup()

from django_scopes import scopes_disabled  # noqa: E402
from pretalx.event.models import Event  # noqa: E402
from pretalx.person.models import SpeakerProfile, User  # noqa: E402
from pretalx.submission.models import (  # noqa: E402
    Answer,
    Question,
    QuestionTarget,
    QuestionVariant,
    Submission,
    SubmissionStates,
)

PEOPLE = [
    ("Zoë Quellmann", "Staff Engineer", "Quell & Rohr GmbH"),
    ("水沢ひなた", "代表取締役", "株式会社みずうみ"),
    ("Jean-Aubin d’Yvrac", "Directeur technique", "Société des Marais"),
    ("Μυρτώ Καλαφάτογλου", "", "University of Lindenmouth"),
    ("رنا الزيتوني", "Professor", ""),
    ("Dr. Ottilie Farnsworth, PhD", "CTO & Co-founder", "Tidewater, Inc."),
    ("Ngozi Achterberg", "", ""),
    ("Søren Hviid-Østbye", "Head of Field Work, Nordic Region", "Fjordlight Data"),
]
GIVEN = ["Ana", "Benedek", "Chidi", "Dagny", "Emeka", "Freya", "Goran", "Hanako", "Ivo", "Juniper"]
FAMILY = ["Ortegal", "O'Nellin", "van der Holt", "Szabolcsi"]
JOBS = ["Engineer", "Product Manager", "Data Scientist", ""]
FIRMS = ["Loomwork", "Harbour Health Ltd.", "", "Kestrel AG"]
PEOPLE += [(f"{GIVEN[i % 10]} {FAMILY[(i // 10) % 4]}", JOBS[i % 4], FIRMS[(i // 3) % 4]) for i in range(34)]
UNSEEN = {
    "Ulla Zurückgewiesen": SubmissionStates.REJECTED,
    "Pim Teruggetrokken": SubmissionStates.WITHDRAWN,
    "Wanda Oczekująca": SubmissionStates.SUBMITTED,
    "Ciro Cancellato": SubmissionStates.CANCELED,
}


def main(truth: Path) -> None:
    with scopes_disabled():
        event = Event.objects.get(slug="democon")
        event.is_public = True
        event.save()
        questions = {
            what: Question.all_objects.create(
                event=event,
                question=text,
                target=QuestionTarget.SPEAKER,
                variant=variant,
                is_public=public,
                active=True,
            )
            for what, text, variant, public in (
                ("role", "Job title", QuestionVariant.STRING, True),
                ("employer", "Company / Organisation", QuestionVariant.STRING, True),
                ("link", "LinkedIn", QuestionVariant.URL, True),
                ("secret", "Emergency contact", QuestionVariant.STRING, False),
            )
        }
        kind, rooms, tracks = event.submission_types.first(), list(event.rooms.all()), list(event.tracks.all())
        begin = event.datetime_from + dt.timedelta(days=1, hours=18)

        def person(number, name, role, employer):
            user = User.objects.create_user(email=f"p{number}@conference.example", name=name, password=None)
            profile, _ = SpeakerProfile.objects.get_or_create(user=user, event=event)
            profile.biography = f"**{name}** builds things and talks about it.\n" if number % 5 else None
            profile.save()
            link = f"https://www.linkedin.com/in/invented-{number}" if number % 2 else ""
            for what, answer in (
                ("role", role),
                ("employer", employer),
                ("link", link),
                ("secret", f"secret-{number}"),
            ):
                if answer:
                    Answer.objects.create(question=questions[what], person=user, answer=answer)
            return user

        def talk(title, users, state, number):
            made = Submission.objects.create(
                event=event, title=title, submission_type=kind, track=tracks[number % len(tracks)],
                abstract=f"What *{number}* is about", description="At length.", content_locale="en",
            )  # fmt: skip
            for user in users:
                made.speakers.add(user)
            made.state = state
            made.save()
            return made

        users = [person(number, *one) for number, one in enumerate(PEOPLE)]
        for number, user in enumerate(users):
            together = [user, users[number + 1]] if number % 7 == 0 and number + 1 < len(users) else [user]
            made = talk(f"Talk {number}: <b>Café</b> & friends", together, SubmissionStates.CONFIRMED, number)
            made.update_talk_slots()
            slot = made.slots.filter(schedule=event.wip_schedule).first()
            if number != 9 and slot:  # talk 9 is confirmed, and not in the schedule
                slot.start = begin + dt.timedelta(minutes=30 * (number // 2))
                slot.end = slot.start + dt.timedelta(minutes=30)
                slot.room = rooms[number % len(rooms)]
                slot.save()
        for number, (name, state) in enumerate(UNSEEN.items(), start=len(PEOPLE)):
            talk(f"Never shown {number}", [person(number, name, "Hermit", "Nowhere Ltd")], state, number)
        talk("Never shown either", [users[0]], SubmissionStates.REJECTED, 1)
        event.release_schedule("v1.1")
        truth.write_text(json.dumps(organisers_view(event, questions), ensure_ascii=False, indent=1), encoding="utf-8")


def organisers_view(event, questions):
    """What the database says is public, and what it says is not."""
    shown = {
        slot.submission_id for slot in event.current_schedule.talks.filter(is_visible=True, submission__isnull=False)
    }
    talks = [one for one in Submission.all_objects.filter(event=event) if one.pk in shown]
    hidden = [one for one in Submission.all_objects.filter(event=event) if one.pk not in shown]
    speakers = {}
    for one in talks:
        for user in one.speakers.all():
            speakers.setdefault(user, []).append(one.title)
    told = {
        (answer.person_id, what): answer.answer
        for what, question in questions.items()
        for answer in Answer.objects.filter(question=question)
    }
    everybody = {user for one in Submission.all_objects.filter(event=event) for user in one.speakers.all()}
    titles = {one.title for one in talks}
    return {
        "speakers": [
            {
                "code": user.code,
                "name": user.name,
                "talks": sorted(titles),
                "role": told.get((user.pk, "role")),
                "employer": told.get((user.pk, "employer")),
                "links": [link] if (link := told.get((user.pk, "link"))) else [],
            }
            for user, titles in sorted(speakers.items(), key=lambda item: item[0].code)
        ],
        "hidden": sorted(user.name for user in everybody - set(speakers)),
        "not_public": sorted({one.title for one in hidden} - titles),
        "secret": sorted(answer for (_, what), answer in told.items() if what == "secret"),
    }


if __name__ == "__main__":
    main(Path(sys.argv[1]))
