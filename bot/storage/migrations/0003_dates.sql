-- Meetings, letters, seminars and broadcasts: what has a date, and who is told of it. Messages know
-- broadcasts, so their table is built anew.

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

-- What a buddy gave in matches that are forgotten by now.
create table buddy_hours (
    person  integer not null references buddy on delete cascade,
    year    integer not null,
    minutes integer not null,
    primary key (person, year)
) strict, without rowid;

alter table agreement add column ends_on text
    check (ends_on glob '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]');
update agreement set ends_on = case
        when duration = 'until' then until_day
        when duration in ('1', '3', '6') then date(valid_at, 'unixepoch', '+' || duration || ' months')
    end
where valid_at is not null;
create index agreement_ends on agreement (ends_on) where state = 'valid' and ends_on is not null;
create index agreement_trial on agreement (match) where state = 'valid' and duration = 'trial';
alter table match add column quiet_until integer;

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

create table outbox_anew (
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
insert into outbox_anew select *, null from outbox;
drop table outbox;
alter table outbox_anew rename to outbox;
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
