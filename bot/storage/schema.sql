-- Made from the migrations by "make schema", to be read.

create table person (
    id                integer primary key autoincrement,
    telegram          integer not null unique,
    language          text    not null,
    has_chosen        integer not null default 0 check (has_chosen in (0, 1)),
    paused_at         integer,
    unreachable_since integer,
    met_at            integer not null,
    seen_on           text    not null,
    check (length(language) between 2 and 12)
) strict;
create index person_seen on person (seen_on);

create table consent (
    id           integer primary key,
    person       integer not null references person on delete cascade,
    purpose      text    not null,
    version      text    not null,
    language     text    not null,
    given_at     integer not null,
    withdrawn_at integer
) strict;
create index consent_person on consent (person);
create unique index consent_in_force on consent (person, purpose) where withdrawn_at is null;

create table tombstone (
    mark      blob    primary key,
    erased_at integer not null
) strict, without rowid;

create table inbox (
    number      integer primary key autoincrement,
    update_id   integer not null unique,
    chat        integer,
    content     text,
    press       text,
    state       text    not null default 'waiting' check (state in ('waiting', 'done', 'dead')),
    tries       integer not null default 0,
    received_at integer not null,
    ended_at    integer,
    check (content is not null or state <> 'waiting')
) strict;
create index inbox_waiting on inbox (number) where state = 'waiting';
create index inbox_ended on inbox (state, ended_at) where state <> 'waiting';
create index inbox_chat on inbox (chat, number) where chat is not null;

create table form (
    person     integer not null references person on delete cascade,
    flow       text    not null,
    turn       integer not null,
    answers    text    not null,
    draft      text    not null,
    asked      integer,
    opened     integer not null,
    begun_at   integer not null,
    touched_at integer not null,
    primary key (person, flow)
) strict, without rowid;
create index form_touched on form (touched_at);

create table newcomer (
    person    integer primary key references person on delete cascade,
    name      text    not null check (length(name) between 1 and 60),
    district  text    not null,
    household text    not null 
              check (household in ('alone', 'partner', 'children', 'family')),
    german    text    not null check (german in ('none', 'little', 'some', 'good')),
    wish      text    check (wish in ('woman', 'man'))
) strict;

create table spoken (
    person   integer not null references person on delete cascade,
    language text    not null,
    primary key (person, language)
) strict, without rowid;

create table free (
    person integer not null references person on delete cascade,
    slot   text    not null check (slot glob '[0-6][mae]'),
    primary key (person, slot)
) strict, without rowid;

create table opened_case (
    id         integer primary key,
    secret     blob    not null unique,
    opened_at  integer not null,
    expires_at integer not null,
    person     integer references person on delete set null,
    used_at    integer
, advisor integer references person on delete set null) strict;
create index opened_case_person on opened_case (person) where person is not null;
create index opened_case_unused on opened_case (expires_at) where person is null;
create index opened_case_advisor on opened_case (advisor) where advisor is not null;

create table need (
    request integer not null references request on delete cascade,
    kind    text    not null
            check (kind in ('office', 'letters', 'german', 'work', 'arriving', 'unsure')),
    by_day  text    check (by_day glob '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'), rank integer not null default 0,
    primary key (request, kind)
) strict, without rowid;
create index need_by_day on need (by_day) where by_day is not null;

create table told_telegram (
    item   text primary key,
    digest text not null
) strict, without rowid;

create table "request" (
    id           integer primary key autoincrement,
    person       integer not null references person on delete cascade,
    state        text    not null check (
                     state in ('sent', 'ready', 'matched', 'ended', 'referred', 'withdrawn')),
    version      integer not null default 1,
    words        text    check (length(words) <= 600),
    voice        text,
    after_advice integer not null default 0 check (after_advice in (0, 1)),
    advisor      integer references person on delete set null,
    note         text    check (length(note) <= 1000),
    sent_at      integer not null,
    changed_at   integer not null,
    ready_at     integer,
    ended_at     integer
) strict;
create unique index request_open on request (person) where state in ('sent', 'ready', 'matched');
create index request_person on request (person);
create index request_waiting on request (state, sent_at) where state in ('sent', 'ready');
create index request_advisor on request (advisor) where advisor is not null;
create index request_ended on request (ended_at) where ended_at is not null;

create table staff (
    person         integer primary key references person on delete cascade,
    name           text    check (length(name) between 1 and 60),
    is_advisor     integer not null default 0 check (is_advisor in (0, 1)),
    is_coordinator integer not null default 0 check (is_coordinator in (0, 1)),
    since_at       integer not null,
    check (is_advisor or is_coordinator)
) strict;

create table invitation (
    id         integer primary key,
    secret     blob    not null unique,
    role       text    not null check (role in ('advisor', 'coordinator')),
    made_by    integer references person on delete set null,
    made_at    integer not null,
    expires_at integer not null,
    person     integer references person on delete set null,
    used_at    integer
) strict;
create index invitation_made_by on invitation (made_by) where made_by is not null;
create index invitation_person on invitation (person) where person is not null;
create index invitation_expires on invitation (expires_at);

create table record (
    id      integer primary key,
    staff   integer references person on delete set null,
    person  integer references person on delete cascade,
    deed    text    not null,
    done_at integer not null
) strict;
create index record_done on record (done_at);
create index record_staff on record (staff, done_at) where staff is not null;
create index record_person on record (person, done_at) where person is not null;

create table buddy (
    person                integer primary key references person on delete cascade,
    name                  text    not null check (length(name) between 1 and 60),
    district              text    not null,
    places                integer not null check (places between 1 and 3),
    gender                text    check (gender in ('woman', 'man')),
    about                 text    check (length(about) <= 600),
    state                 text    not null check (state in ('applied', 'interviewed', 'prepared',
                                  'active', 'paused', 'left', 'declined')),
    version               integer not null default 1,
    applied_at            integer not null,
    changed_at            integer not null,
    interviewed_at        integer,
    prepared_at           integer,
    active_at             integer,
    ended_at              integer,
    paused_until          text    check (
                              paused_until glob '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    certificate_seen_on   text,
    certificate_issued_on text,
    certificate_has_entry integer check (certificate_has_entry in (0, 1)),
    declined_for          text    check (length(declined_for) <= 600),
    check ((certificate_seen_on is null) = (certificate_has_entry is null)),
    check (state <> 'paused' or paused_until is not null)
) strict;
create index buddy_state on buddy (state, applied_at);

create table buddy_spoken (
    person   integer not null references buddy on delete cascade,
    language text    not null,
    primary key (person, language)
) strict, without rowid;
create index buddy_spoken_language on buddy_spoken (language);

create table buddy_free (
    person integer not null references buddy on delete cascade,
    slot   text    not null check (slot glob '[0-6][mae]'),
    primary key (person, slot)
) strict, without rowid;

create table buddy_helps (
    person integer not null references buddy on delete cascade,
    kind   text    not null check (kind in ('office', 'letters', 'german', 'work', 'arriving')),
    primary key (person, kind)
) strict, without rowid;

create table match (
    id          integer primary key autoincrement,
    request     integer references request on delete set null,
    newcomer    integer references person on delete set null,
    buddy       integer references person on delete set null,
    place       integer not null check (place between 1 and 3),
    state       text    not null check (state in ('proposed', 'accepted', 'active', 'ended',
                        'declined', 'postponed', 'expired', 'taken_back')),
    version     integer not null default 1,
    proposed_by integer references person on delete set null,
    proposed_at integer not null,
    asked_at    integer not null,
    answer_by   integer,
    active_at   integer,
    ended_at    integer,
    ended_by    text    check (ended_by in ('newcomer', 'buddy', 'staff')),
    reason      text,
    words       text    check (length(words) <= 600), quiet_until integer,
    check (newcomer <> buddy),
    check ((state in ('proposed', 'accepted')) = (answer_by is not null)),
    check (state not in ('proposed', 'accepted', 'active')
           or (newcomer is not null and buddy is not null and ended_at is null))
) strict;
create trigger match_fits before insert on match
when new.place > (select places from buddy where person = new.buddy)
begin
    select raise(abort, 'the buddy has no such place');
end;
create unique index match_place on match (buddy, place)
    where state in ('proposed', 'accepted', 'active');
create unique index match_newcomer on match (newcomer)
    where state in ('proposed', 'accepted', 'active');
create index match_pair on match (newcomer, buddy);
create index match_buddy on match (buddy, state);
create index match_request on match (request) where request is not null;
create index match_proposed_by on match (proposed_by) where proposed_by is not null;
create index match_answer_by on match (answer_by) where state in ('proposed', 'accepted');
create index match_ended on match (ended_at) where ended_at is not null;

create table concern (
    id        integer primary key,
    kind      text    not null check (kind in ('concern', 'crisis', 'failure')),
    person    integer references person on delete cascade,
    about     integer references person on delete set null,
    match     integer references match on delete set null,
    reason    text,
    words     text    check (length(words) <= 600),
    raised_at integer not null,
    taken_by  integer references person on delete set null,
    closed_at integer
) strict;
create index concern_open on concern (raised_at) where closed_at is null;
create index concern_person on concern (person) where person is not null;
create index concern_about on concern (about) where about is not null;
create index concern_match on concern (match) where match is not null;
create index concern_taken_by on concern (taken_by) where taken_by is not null;
create index concern_closed on concern (closed_at) where closed_at is not null;

create table agreement (
    id          integer primary key,
    match       integer not null references match on delete cascade,
    version     integer not null,
    state       text    not null check (state in ('proposed', 'valid', 'replaced')),
    side        text    not null check (side in ('newcomer', 'buddy')),
    duration    text    not null check (duration in ('trial', '1', '3', '6', 'until', 'open')),
    until_day   text    check (until_day glob '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    rhythm      text    not null,
    words       text    check (length(words) <= 200),
    proposed_at integer not null,
    valid_at    integer, ends_on text
    check (ends_on glob '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    unique (match, version),
    check ((duration = 'until') = (until_day is not null))
) strict;
create unique index agreement_proposed on agreement (match) where state = 'proposed';
create unique index agreement_valid on agreement (match) where state = 'valid';
create index agreement_ends on agreement (ends_on) where state = 'valid' and ends_on is not null;
create index agreement_trial on agreement (match) where state = 'valid' and duration = 'trial';

create table agreement_need (
    agreement integer not null references agreement on delete cascade,
    kind      text    not null check (kind in ('office', 'letters', 'german', 'work', 'arriving')),
    primary key (agreement, kind)
) strict, without rowid;

create table agreement_place (
    agreement integer not null references agreement on delete cascade,
    place     text    not null,
    primary key (agreement, place)
) strict, without rowid;

create table thread (
    id        integer primary key autoincrement,
    kind      text    not null check (kind in ('pair', 'center')),
    person    integer not null references person on delete cascade,
    partner   integer references person on delete set null,
    match     integer unique references match on delete cascade,
    opened_at integer not null,
    closed_at integer,
    check ((kind = 'pair') = (match is not null))
) strict;
create unique index thread_center on thread (person) where kind = 'center';
create index thread_person on thread (person);
create index thread_partner on thread (partner) where partner is not null;

create table question (
    id          integer primary key,
    thread      integer not null references thread on delete cascade,
    message     integer not null,
    kind        text    not null,
    language    text    not null,
    album       text    not null,
    asked_at    integer not null,
    answered_at integer,
    answered_by integer references person on delete set null
) strict;
create index question_thread on question (thread);
create index question_open on question (asked_at) where answered_at is null;
create index question_answered on question (answered_at) where answered_at is not null;
create index question_answered_by on question (answered_by) where answered_by is not null;

create table unsent (
    person  integer not null references person on delete cascade,
    message integer not null,
    kind    text    not null,
    words   text    not null,
    album   text    not null,
    kept_at integer not null,
    primary key (person, message)
) strict, without rowid;
create index unsent_kept on unsent (kept_at);

create table relayed (
    sent   integer primary key references outbox on delete cascade,
    thread integer not null references thread on delete cascade,
    author integer not null references person on delete cascade,
    origin integer not null,
    album  text    not null
) strict;
create index relayed_origin on relayed (author, origin);
create index relayed_thread on relayed (thread);

create table meeting (
    id           integer primary key autoincrement,
    match        integer not null references match on delete cascade,
    occasion     text    not null
                 check (occasion in ('office', 'letters', 'german', 'work', 'city', 'talk')),
    state        text    not null default 'proposed'
                 check (state in ('proposed', 'confirmed', 'held', 'missed', 'cancelled')),
    version      integer not null default 1,
    sequence     integer not null default 0,
    begins_at    integer,
    ends_at      integer,
    office       text,
    place        text    check (length(place) between 1 and 200),
    note         text    check (length(note) between 1 and 300),
    made_at      integer not null,
    confirmed_at integer,
    ended_at     integer,
    ended_by     text    check (ended_by in ('newcomer', 'buddy', 'staff')),
    alone_since  integer,
    goes_alone   integer not null default 0 check (goes_alone in (0, 1)),
    flag         text    check (flag in ('disagree', 'missed_twice', 'no_company')),
    flagged_at   integer,
    check ((begins_at is null) = (ends_at is null)),
    check (ends_at > begins_at),
    check ((begins_at is null) = (confirmed_at is null)),
    check (state in ('proposed', 'cancelled') or begins_at is not null),
    check (state <> 'proposed' or begins_at is null),
    check ((state in ('held', 'missed', 'cancelled')) = (ended_at is not null)),
    check (office is null or place is null),
    check ((flag is null) = (flagged_at is null))
) strict;
create index meeting_match on meeting (match, begins_at);
create index meeting_begins on meeting (begins_at) where state = 'confirmed';
create index meeting_ends on meeting (ends_at) where state in ('confirmed', 'held', 'missed');
create index meeting_open on meeting (match) where state in ('proposed', 'confirmed');
create index meeting_flagged on meeting (flagged_at) where flag is not null;
create index meeting_ended on meeting (ended_at) where ended_at is not null;

create table offer (
    meeting integer primary key references meeting on delete cascade,
    side    text    not null check (side in ('newcomer', 'buddy')),
    office  text,
    place   text    check (length(place) between 1 and 200),
    note    text    check (length(note) between 1 and 300),
    made_at integer not null,
    lasts_until integer not null,
    check (office is null or place is null)
) strict;
create index offer_made on offer (made_at);
create index offer_lasts on offer (lasts_until);

create table offered_time (
    meeting   integer not null references offer on delete cascade,
    number    integer not null check (number between 1 and 3),
    begins_at integer not null,
    ends_at   integer not null,
    primary key (meeting, number),
    check (ends_at > begins_at)
) strict, without rowid;

create table meeting_side (
    meeting     integer not null references meeting on delete cascade,
    side        text    not null check (side in ('newcomer', 'buddy')),
    coming      integer,
    held        integer check (held in (0, 1)),
    went        text    check (went in ('good', 'so_so')),
    absent      text    check (absent in ('newcomer', 'buddy', 'both')),
    answered_at integer,
    primary key (meeting, side),
    check ((held is null) = (answered_at is null)),
    check (went is null or held = 1),
    check (absent is null or held = 0)
) strict, without rowid;

create table buddy_hours (
    person  integer not null references buddy on delete cascade,
    year    integer not null,
    minutes integer not null,
    primary key (person, year)
) strict, without rowid;

create table letter (
    id        integer primary key autoincrement,
    match     integer not null references match on delete cascade,
    version   integer not null default 1,
    pages     integer not null default 1 check (pages between 1 and 99),
    kind      text    check (kind in ('office', 'residence', 'benefits', 'health', 'school', 'housing',
                             'money', 'court', 'work', 'other')),
    sender    text    check (length(sender) between 1 and 100),
    deadline  text    check (deadline glob '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    next_step text    check (length(next_step) between 1 and 300),
    sent_at   integer not null,
    changed_at integer not null,
    done_at   integer,
    told_row  integer,
    told_side text    check (told_side in ('newcomer', 'buddy')),
    told_at   integer
) strict;
create index letter_match on letter (match, id);
create index letter_deadline on letter (deadline) where deadline is not null and done_at is null;
create index letter_done on letter (done_at) where done_at is not null;
create index letter_changed on letter (changed_at);

create table seminar (
    id           integer primary key autoincrement,
    kind         text    not null check (kind in ('info', 'introduction', 'seminar', 'reflection')),
    state        text    not null default 'planned' check (state in ('planned', 'cancelled')),
    version      integer not null default 1,
    sequence     integer not null default 0,
    begins_at    integer not null,
    ends_at      integer not null,
    place        text    not null check (length(place) between 1 and 300),
    seats        integer check (seats between 1 and 500),
    audience     text    not null check (audience in ('everyone', 'applicants', 'buddies', 'active')),
    made_by      integer references person on delete set null,
    made_at      integer not null,
    changed_at   integer not null,
    moved_at     integer,
    check (ends_at > begins_at)
) strict;
create index seminar_begins on seminar (begins_at);
create index seminar_made_by on seminar (made_by) where made_by is not null;

create table seminar_text (
    seminar  integer not null references seminar on delete cascade,
    language text    not null,
    title    text    not null check (length(title) between 1 and 100),
    words    text    check (length(words) between 1 and 1000),
    primary key (seminar, language)
) strict, without rowid;

create table rsvp (
    id         integer primary key autoincrement,
    seminar    integer not null references seminar on delete cascade,
    person     integer not null references person on delete cascade,
    state      text    not null check (state in ('coming', 'waiting', 'not_coming')),
    seat       integer check (seat >= 1),
    answered_at integer not null,
    attended   integer check (attended in (0, 1)),
    notice     integer,
    unique (seminar, person),
    check ((state = 'coming') = (seat is not null))
) strict;
create trigger rsvp_fits before insert on rsvp
when new.seat > (select seats from seminar where id = new.seminar)
begin
    select raise(abort, 'the seminar has no such seat');
end;
create trigger rsvp_still_fits before update of seat on rsvp
when new.seat > (select seats from seminar where id = new.seminar)
begin
    select raise(abort, 'the seminar has no such seat');
end;
create unique index rsvp_seat on rsvp (seminar, seat) where seat is not null;
create index rsvp_waiting on rsvp (seminar, id) where state = 'waiting';
create index rsvp_person on rsvp (person);

create table topic (
    id       integer primary key,
    seminar  integer not null references seminar on delete cascade,
    person   integer references person on delete cascade,
    words    text    not null check (length(words) between 1 and 300),
    added_at integer not null
) strict;
create index topic_seminar on topic (seminar, id);
create index topic_person on topic (person) where person is not null;

create table broadcast (
    id          integer primary key autoincrement,
    topic       text    not null check (topic in ('programme', 'seminars', 'news')),
    seminar     integer references seminar on delete cascade,
    state       text    not null default 'draft'
                check (state in ('draft', 'planned', 'running', 'paused', 'stopped', 'done')),
    version     integer not null default 1,
    written_in  text    not null,
    audience    text    not null check (json_valid(audience)),
    made_by     integer references person on delete set null,
    approved_by integer references person on delete set null,
    made_at     integer not null,
    send_at     integer,
    began_at    integer,
    paused_at   integer,
    ended_at    integer,
    readers     integer not null default 0,
    fed_to      integer not null default 0,
    last        integer not null default 0,
    sent        integer not null default 0,
    unreachable integer not null default 0,
    unwanted    integer not null default 0,
    failed      integer not null default 0,
    report_to   integer references person on delete set null,
    report_row  integer,
    shown       text,
    check ((state in ('stopped', 'done')) = (ended_at is not null)),
    check ((state = 'paused') = (paused_at is not null))
) strict;
create index broadcast_open on broadcast (state) where state in ('planned', 'running', 'paused');
create index broadcast_drafts on broadcast (made_at) where state = 'draft';
create index broadcast_ended on broadcast (ended_at) where ended_at is not null;
create index broadcast_seminar on broadcast (seminar) where seminar is not null;
create index broadcast_made_by on broadcast (made_by) where made_by is not null;
create index broadcast_approved_by on broadcast (approved_by) where approved_by is not null;
create index broadcast_report_to on broadcast (report_to) where report_to is not null;

create table broadcast_text (
    broadcast integer not null references broadcast on delete cascade,
    language  text    not null,
    words     text    not null check (length(words) between 1 and 3000),
    primary key (broadcast, language)
) strict, without rowid;

create table opt_out (
    person integer not null references person on delete cascade,
    topic  text    not null check (topic in ('programme', 'seminars', 'news')),
    primary key (person, topic)
) strict, without rowid;

create table "outbox" (
    id            integer primary key autoincrement,
    chat          integer not null,
    person        integer references person on delete cascade,
    priority      integer not null check (priority between 0 and 2),
    kind          text    not null check (kind in ('say', 'edit', 'document', 'commands', 'relay',
                                  'copy', 'broadcast')),
    what          text,
    edits         integer,
    edits_message integer,
    once          text    unique,
    about         text,
    until         integer,
    not_before    integer not null default 0,
    tries         integer not null default 0,
    state         text    not null default 'waiting'
                  check (state in ('waiting', 'sent', 'dropped', 'dead')),
    message_id    integer,
    made_at       integer not null,
    ended_at      integer,
    broadcast     integer references broadcast on delete cascade,
    check (what is not null or state <> 'waiting'),
    check (kind <> 'edit' or edits is not null or edits_message is not null),
    check ((kind = 'broadcast') = (broadcast is not null))
) strict;
create index outbox_waiting on outbox (priority, id) where state = 'waiting';
create index outbox_held on outbox (chat, not_before) where state = 'waiting' and not_before > 0;
create index outbox_edits on outbox (chat, edits_message) where state = 'waiting' and kind = 'edit';
create index outbox_about on outbox (about) where state = 'waiting' and about is not null;
create index outbox_ended on outbox (state, ended_at) where state <> 'waiting';
create index outbox_person on outbox (person) where person is not null;
create index outbox_farewell on outbox (id) where person is null;
create index outbox_relayed on outbox (person, message_id) where kind in ('relay', 'copy');
create index outbox_broadcast on outbox (broadcast, state) where broadcast is not null;
create unique index outbox_reader on outbox (broadcast, person) where broadcast is not null;
