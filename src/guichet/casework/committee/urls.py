"""Meetings of the committee: prepared, held, told. Public pages come last."""

from django.urls import URLPattern, path

from .views import (
    agenda,
    answering,
    bodies,
    convening,
    evidence,
    feeds,
    gestures,
    holding,
    index,
    live,
    members,
    minutes,
    of_demand,
    preparation,
    promises,
    public,
    regulations,
    rehearsals,
    replies,
    revisions,
    roadmap,
    vacancies,
    withholding,
)

app_name = "committee"

urls_meetings: list[URLPattern] = [
    path("seances/", index.index, name="index"),
    path("seances/preparer/", preparation.prepare, name="prepare"),
    path("seances/preparer/valider/", preparation.prepare_meeting, name="prepare_meeting"),
    path("seances/engagements/", promises.promises, name="promises"),
    path("seances/engagements/<int:pk>/", promises.promise, name="promise"),
    path("seances/engagements/<int:pk>/nouvelles/", promises.tell_news, name="tell_news"),
    path("seances/engagements/<int:pk>/tenir/", promises.keep_promise, name="keep_promise"),
    path("seances/engagements/<int:pk>/lever/", promises.release_promise, name="release_promise"),
    path("seances/regles/<slug:code>/", regulations.rules, name="rules"),
    path("seances/regles/<slug:code>/enregistrer/", regulations.set_rules, name="set_rules"),
    path(
        "seances/regles/<slug:code>/<int:pk>/retirer/",
        regulations.withdraw_rules,
        name="withdraw_rules",
    ),
    path("seances/regles/<slug:code>/points-dus/", bodies.owed_items, name="owed_items"),
    path("seances/regles/<slug:code>/points-dus/ajouter/", bodies.owe_item, name="owe_item"),
    path(
        "seances/regles/<slug:code>/points-dus/<int:pk>/retirer/",
        bodies.end_owed_item,
        name="end_owed_item",
    ),
    path("seances/commissions/creer/", bodies.new_commission, name="new_commission"),
    path("seances/commissions/creer/valider/", bodies.create_commission, name="create_commission"),
    path("seances/membres/<slug:code>/instance/", bodies.body, name="body"),
    path("seances/membres/<slug:code>/instance/modifier/", bodies.change_body, name="change_body"),
    path("seances/membres/<slug:code>/colleges/ajouter/", bodies.add_college, name="add_college"),
    path("seances/membres/<slug:code>/colleges/<int:pk>/", bodies.college, name="college"),
    path(
        "seances/membres/<slug:code>/colleges/<int:pk>/modifier/",
        bodies.change_college,
        name="change_college",
    ),
    path(
        "seances/membres/<slug:code>/colleges/<int:pk>/retirer/",
        bodies.remove_college,
        name="remove_college",
    ),
    path("seances/membres/<slug:code>/", members.members, name="members"),
    path("seances/membres/<slug:code>/ajouter/", members.add_seat, name="add_seat"),
    path("seances/membres/<slug:code>/renouveler/", members.renew, name="renew"),
    path("seances/membres/<slug:code>/sieges/<int:pk>/", members.seat, name="seat"),
    path(
        "seances/membres/<slug:code>/sieges/<int:pk>/designer/",
        members.give_mandate,
        name="give_mandate",
    ),
    path("seances/membres/<slug:code>/sieges/<int:pk>/retirer/", members.end_seat, name="end_seat"),
    path(
        "seances/membres/<slug:code>/mandats/<int:pk>/finir/",
        members.end_mandate,
        name="end_mandate",
    ),
    path("seances/repetitions/", rehearsals.rehearsals, name="rehearsals"),
    path(
        "seances/repetitions/<slug:code>/ouvrir/",
        rehearsals.start_rehearsal,
        name="start_rehearsal",
    ),
    path(
        "seances/repetitions/<slug:code>/effacer/",
        rehearsals.erase_rehearsal,
        name="erase_rehearsal",
    ),
    path("seances/<int:pk>/repetition/courrier/", rehearsals.letters, name="rehearsal_letters"),
    path("seances/<int:pk>/repetition/repondre/", rehearsals.play_answers, name="play_answers"),
    path("seances/feuille-de-route/<slug:code>/", roadmap.roadmap, name="roadmap"),
    path(
        "seances/feuille-de-route/<slug:code>/feuille-de-route.pdf",
        roadmap.roadmap_pdf,
        name="roadmap_pdf",
    ),
    path(
        "seances/feuille-de-route/<slug:code>/proposer/",
        roadmap.propose_orientation,
        name="propose_orientation",
    ),
    path(
        "seances/feuille-de-route/<slug:code>/rattacher/",
        roadmap.link_orientation,
        name="link_orientation",
    ),
    path(
        "seances/feuille-de-route/<slug:code>/retirer/",
        roadmap.withdraw_orientation,
        name="withdraw_orientation",
    ),
    path(
        "seances/feuille-de-route/<slug:code>/indicateurs/",
        roadmap.add_indicator,
        name="add_indicator",
    ),
    path(
        "seances/feuille-de-route/<slug:code>/releves/",
        roadmap.read_indicator,
        name="read_indicator",
    ),
    path("seances/<int:pk>/", index.detail, name="detail"),
    path("seances/<int:pk>/modifier/", preparation.change, name="change"),
    path("seances/<int:pk>/modifier/valider/", preparation.change_meeting, name="change_meeting"),
    path("seances/<int:pk>/convocation/", preparation.convocation, name="convocation"),
    path("seances/<int:pk>/convoquer/", preparation.convene, name="convene"),
    path("seances/<int:pk>/annuler/", preparation.cancel, name="cancel"),
    path("demandes/<slug:reference>/comite/", of_demand.of_demand, name="of_demand"),
]

urls_agenda: list[URLPattern] = [
    path("seances/<int:pk>/ordre-du-jour/", agenda.agenda, name="agenda"),
    path(
        "seances/<int:pk>/ordre-du-jour/actualiser/",
        agenda.refresh_agenda,
        name="refresh_agenda",
    ),
    path("seances/<int:pk>/ordre-du-jour/ajouter/", agenda.add_item, name="add_item"),
    path("seances/<int:pk>/ordre-du-jour/<int:item>/", agenda.item, name="item"),
    path("seances/<int:pk>/ordre-du-jour/<int:item>/modifier/", agenda.edit_item, name="edit_item"),
    path(
        "seances/<int:pk>/ordre-du-jour/<int:item>/retirer/",
        agenda.remove_item,
        name="remove_item",
    ),
    path("seances/<int:pk>/ordre-du-jour/<int:item>/deplacer/", agenda.move_item, name="move_item"),
    path(
        "seances/<int:pk>/ordre-du-jour/<int:item>/placer/",
        agenda.order_items,
        name="order_items",
    ),
]

urls_holding: list[URLPattern] = [
    path("seances/<int:pk>/ouvrir/", holding.open_meeting, name="open_meeting"),
    path("seances/<int:pk>/en-cours/", holding.holding, name="holding"),
    path("seances/<int:pk>/en-cours/etat/", holding.holding_state, name="holding_state"),
    path("seances/<int:pk>/en-cours/gestes/", gestures.gesture, name="gesture"),
    path("seances/<int:pk>/en-cours/point/", gestures.take_up, name="take_up"),
    path("seances/<int:pk>/en-cours/points/<int:item>/decompte/", gestures.tally, name="tally"),
    path("seances/<int:pk>/en-cours/deports/", gestures.record_recusal, name="record_recusal"),
    path("seances/<int:pk>/en-cours/deports/lever/", gestures.lift_recusal, name="lift_recusal"),
    path("seances/<int:pk>/en-cours/points-tardifs/", gestures.add_late_item, name="add_late_item"),
    path("seances/<int:pk>/en-cours/appel/", holding.record_roll_call, name="record_roll_call"),
    path(
        "seances/<int:pk>/en-cours/appel/<int:seat>/",
        holding.record_attendance,
        name="record_attendance",
    ),
    path(
        "seances/<int:pk>/en-cours/points/<int:item>/",
        holding.record_outcome,
        name="record_outcome",
    ),
    path("seances/<int:pk>/en-cours/engagements/", holding.make_promise, name="make_promise"),
    path("seances/<int:pk>/lever/", holding.close_meeting, name="close_meeting"),
    path("seances/<int:pk>/reconvocation/", holding.second_convocation, name="second_convocation"),
    path("seances/<int:pk>/reconvoquer/", holding.convene_again, name="convene_again"),
]

urls_live: list[URLPattern] = [
    path("seances/<int:pk>/suivre/", live.follow, name="follow"),
    path("seances/<int:pk>/suivre/etat/", live.follow_state, name="follow_state"),
    path("seances/hors-ligne.js", live.offline_worker, name="offline_worker"),
    path("seances/<int:pk>/ecran/", live.wall, name="wall"),
    path("seances/<int:pk>/ecran/etat/", live.wall_state, name="wall_state"),
    path("seances/<int:pk>/nouvelles/", live.changes, name="changes"),
    path("seances/repondre/<str:token>/suivre/", live.follow_by_link, name="follow_by_link"),
    path(
        "seances/repondre/<str:token>/suivre/etat/",
        live.follow_state_by_link,
        name="follow_state_by_link",
    ),
    path("seances/repondre/<str:token>/nouvelles/", live.changes_by_link, name="changes_by_link"),
]

urls_minutes: list[URLPattern] = [
    path("seances/<int:pk>/proces-verbal/", minutes.minutes, name="minutes"),
    path("seances/<int:pk>/proces-verbal/rediger/", minutes.draft_minutes, name="draft_minutes"),
    path("seances/<int:pk>/proces-verbal/modifier/", minutes.edit_minutes, name="edit_minutes"),
    path("seances/<int:pk>/proces-verbal/enregistrer/", minutes.save_minutes, name="save_minutes"),
    path(
        "seances/<int:pk>/proces-verbal/approuver/",
        minutes.approve_minutes,
        name="approve_minutes",
    ),
    path("seances/<int:pk>/proces-verbal/apercu.pdf", minutes.minutes_pdf, name="minutes_pdf"),
    path("seances/<int:pk>/proces-verbal/texte.docx", minutes.minutes_docx, name="minutes_docx"),
    path("seances/<int:pk>/publier/", minutes.publish, name="publish"),
    path("seances/<int:pk>/publication/", withholding.publication, name="publication"),
    path("seances/<int:pk>/publication/retirer/", withholding.withhold, name="withhold"),
    path("seances/<int:pk>/preuve/", evidence.evidence, name="evidence"),
    path("seances/<int:pk>/preuve/dossier.zip", evidence.evidence_pack, name="evidence_pack"),
    path("seances/<int:pk>/preuve/<int:number>.zip", evidence.kept_pack, name="kept_pack"),
    path("seances/<int:pk>/preuve/sceller/", evidence.seal_pack, name="seal_pack"),
    path("seances/<int:pk>/proces-verbal/versions/", revisions.versions, name="versions"),
    path("seances/<int:pk>/proces-verbal/extraits/", revisions.extracts, name="extracts"),
    path(
        "seances/<int:pk>/proces-verbal/extraits/renvoyer/",
        revisions.send_extracts,
        name="send_extracts",
    ),
    path("seances/<int:pk>/proces-verbal/amendements/", revisions.amendments, name="amendments"),
    path(
        "seances/<int:pk>/proces-verbal/amendements/ouvrir/",
        revisions.open_amendments,
        name="open_amendments",
    ),
    path(
        "seances/<int:pk>/proces-verbal/amendements/proposer/",
        revisions.propose_amendment,
        name="propose_amendment",
    ),
    path(
        "seances/<int:pk>/proces-verbal/amendements/<int:amendment>/accepter/",
        revisions.accept_amendment,
        name="accept_amendment",
    ),
    path(
        "seances/<int:pk>/proces-verbal/amendements/<int:amendment>/refuser/",
        revisions.refuse_amendment,
        name="refuse_amendment",
    ),
    path(
        "seances/<int:pk>/proces-verbal/desaccords/",
        revisions.record_disagreement,
        name="record_disagreement",
    ),
]

urls_public: list[URLPattern] = [
    path("", public.public_index, name="front"),
    path("comites/", public.public_index, name="public_index"),
    path(
        "comites/<slug:department>/feuille-de-route/",
        roadmap.public_roadmap,
        name="public_roadmap",
    ),
    path(
        "comites/<slug:department>/feuille-de-route.pdf",
        roadmap.public_roadmap_pdf,
        name="public_roadmap_pdf",
    ),
    path("comites/seance.schema.json", feeds.public_schema, name="public_schema"),
    path("comites/seances.json", feeds.public_list, name="public_list"),
    path("comites/flux.atom", feeds.feed, name="feed"),
    path("comites/seances.ics", feeds.calendar, name="calendar"),
    path("comites/<slug:department>/<slug:day>/seance.json", feeds.public_json, name="public_json"),
    path("comites/<slug:department>/<slug:day>/", public.public_meeting, name="public_meeting"),
    path(
        "comites/<slug:department>/<slug:day>/proces-verbal.pdf",
        public.public_pdf,
        name="public_pdf",
    ),
    path(
        "comites/<slug:department>/<slug:day>/proces-verbal-edition-2.pdf",
        public.public_second_edition,
        name="public_second_edition",
    ),
]

urls_replies: list[URLPattern] = [
    path("seances/repondre/<str:token>/", answering.reply, name="reply"),
    path("seances/repondre/<str:token>/valider/", answering.answer, name="answer"),
    path("seances/repondre/<str:token>/verifier/", answering.check_answer, name="check_answer"),
    path(
        "seances/repondre/<str:token>/ouvert/",
        answering.open_convocation,
        name="open_convocation",
    ),
    path("seances/repondre/<str:token>/dossier.pdf", answering.reply_pack, name="reply_pack"),
    path("seances/repondre/<str:token>/dossier.zip", answering.reply_archive, name="reply_archive"),
    path("seances/pieces/<str:token>/", answering.piece_by_link, name="piece_by_link"),
    path(
        "seances/repondre/<str:token>/seance.ics", answering.reply_calendar, name="reply_calendar"
    ),
    path(
        "seances/repondre/<str:token>/pieces/<int:piece>/",
        answering.reply_piece,
        name="reply_piece",
    ),
    path("seances/<int:pk>/reponses/", replies.replies, name="replies"),
    path("seances/<int:pk>/reponses/relancer/", replies.remind, name="remind"),
    path("seances/<int:pk>/reponses/renvoyer/", replies.send_again, name="send_again"),
    path(
        "seances/<int:pk>/reponses/<int:invitation>/",
        replies.note_answer,
        name="note_answer",
    ),
    path(
        "seances/<int:pk>/reponses/<int:invitation>/noter/",
        replies.answer_for,
        name="answer_for",
    ),
    path(
        "seances/<int:pk>/reponses/<int:invitation>/remise/",
        replies.note_delivery,
        name="note_delivery",
    ),
    path("seances/<int:pk>/reponses/<int:invitation>/lien/", convening.link, name="link"),
    path(
        "seances/<int:pk>/reponses/<int:invitation>/lien/revoquer/",
        convening.revoke_link,
        name="revoke_link",
    ),
    path(
        "seances/<int:pk>/reponses/<int:invitation>/lien/envoyer/",
        convening.renew_link,
        name="renew_link",
    ),
    path("seances/<int:pk>/reponses/relance/", convening.set_reminder, name="set_reminder"),
    path(
        "seances/<int:pk>/reponses/relance/arreter/",
        convening.stop_reminder,
        name="stop_reminder",
    ),
    path("seances/<int:pk>/convocation/entendre/", replies.invite, name="invite"),
    path(
        "seances/<int:pk>/convocation/entendre/<int:invitation>/retirer/",
        replies.withdraw_invitation,
        name="withdraw_invitation",
    ),
    path("seances/<int:pk>/pieces/joindre/", replies.join_piece, name="join_piece"),
    path("seances/<int:pk>/pieces/<int:piece>/", replies.piece, name="piece"),
    path("seances/<int:pk>/pieces/<int:piece>/retirer/", replies.remove_piece, name="remove_piece"),
    path("seances/membres/<slug:code>/a-pourvoir/", vacancies.vacancies, name="vacancies"),
    path(
        "seances/membres/<slug:code>/a-pourvoir/<int:pk>/demander/",
        vacancies.ask_designation,
        name="ask_designation",
    ),
    path("seances/<int:pk>/dossier.pdf", replies.pack, name="pack"),
    path("seances/<int:pk>/dossier.zip", replies.pack_archive, name="pack_archive"),
    path("seances/<int:pk>/note/", replies.briefing, name="briefing"),
]

urlpatterns = [
    *urls_replies,
    *urls_meetings,
    *urls_agenda,
    *urls_holding,
    *urls_live,
    *urls_minutes,
    *urls_public,
]
