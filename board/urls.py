from django.urls import path

from board.views import agencies, aims, groups, home, meetings, people, roles, settings, undelivered

app_name = "board"

PRIORITY, KEY_QUESTION = {"kind": aims.PRIORITY}, {"kind": aims.KEY_QUESTION}

urlpatterns = [
    path("", home.home, name="home"),
    path("me/", home.me, name="me"),
    path("settings/", settings.settings, name="settings"),
    path("settings/holidays/add/", settings.holiday_add, name="holiday-add"),
    path("settings/holidays/<int:pk>/remove/", settings.holiday_remove, name="holiday-remove"),
    path("messages/", undelivered.messages_undelivered, name="messages-undelivered"),
    path("messages/<int:pk>/send/", undelivered.message_send_again, name="message-send-again"),
    path("agencies/", agencies.AgencyListView.as_view(), name="agency-list"),
    path("agencies/add/", agencies.agency_add, name="agency-add"),
    path("agencies/<int:pk>/", agencies.agency_detail, name="agency-detail"),
    path("agencies/<int:pk>/change/", agencies.agency_change, name="agency-change"),
    path("agencies/<int:pk>/deactivate/", agencies.agency_deactivate, name="agency-deactivate"),
    path("agencies/<int:pk>/reactivate/", agencies.agency_reactivate, name="agency-reactivate"),
    path("people/", people.PersonListView.as_view(), name="person-list"),
    path("people/invite/", people.person_invite, name="person-invite"),
    path("people/<int:pk>/", people.person_detail, name="person-detail"),
    path("people/<int:pk>/change/", people.person_change, name="person-change"),
    path("people/<int:pk>/invite-again/", people.person_invite_again, name="person-invite-again"),
    path("people/<int:pk>/deactivate/", people.person_deactivate, name="person-deactivate"),
    path("people/<int:pk>/reactivate/", people.person_reactivate, name="person-reactivate"),
    path("people/<int:pk>/roles/give/", roles.role_give, name="role-give"),
    path("roles/<int:pk>/end/", roles.role_end, name="role-end"),
    path("groups/", groups.GroupListView.as_view(), name="group-list"),
    path("groups/add/", groups.group_add, name="group-add"),
    path("groups/<int:pk>/", groups.group_detail, name="group-detail"),
    path("groups/<int:pk>/change/", groups.group_change, name="group-change"),
    path("groups/<int:pk>/members/add/", groups.member_add, name="member-add"),
    path("members/<int:pk>/remove/", groups.member_remove, name="member-remove"),
    path("members/<int:pk>/chair/", groups.member_chair, name="member-chair"),
    path("meetings/", meetings.meeting_list, name="meeting-list"),
    path("meetings/add/", meetings.meeting_add, name="meeting-add"),
    path("meetings/<int:pk>/", meetings.meeting_detail, name="meeting-detail"),
    path("meetings/<int:pk>/change/", meetings.meeting_change, name="meeting-change"),
    path("priorities/", aims.priorities, name="priorities"),
    path("priorities/of/<int:year>/", aims.priorities, name="priorities-of"),
    path("priorities/of/<int:year>/add/", aims.aim_add, PRIORITY, name="priority-add"),
    path("priorities/<int:pk>/change/", aims.aim_change, PRIORITY, name="priority-change"),
    path("priorities/<int:pk>/move/", aims.aim_move, PRIORITY, name="priority-move"),
    path("priorities/<int:pk>/remove/", aims.aim_remove, PRIORITY, name="priority-remove"),
    path("key-questions/", aims.key_questions, name="key-questions"),
    path("key-questions/add/", aims.aim_add, KEY_QUESTION, name="key-question-add"),
    path("key-questions/<int:pk>/change/", aims.aim_change, KEY_QUESTION, name="key-question-change"),
    path("key-questions/<int:pk>/move/", aims.aim_move, KEY_QUESTION, name="key-question-move"),
    path("key-questions/<int:pk>/remove/", aims.aim_remove, KEY_QUESTION, name="key-question-remove"),
]
