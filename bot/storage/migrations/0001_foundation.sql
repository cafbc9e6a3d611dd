-- The foundation: people, what they said and are to be told, and a newcomer's request.

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

create table outbox (
    id            integer primary key autoincrement,
    chat          integer not null,
    person        integer references person on delete cascade,
    priority      integer not null check (priority between 0 and 2),
    kind          text    not null check (kind in ('say', 'edit', 'document', 'commands')),
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
    check (what is not null or state <> 'waiting'),
    check (kind <> 'edit' or edits is not null or edits_message is not null)
) strict;
create index outbox_waiting on outbox (priority, id) where state = 'waiting';
create index outbox_held on outbox (chat, not_before) where state = 'waiting' and not_before > 0;
create index outbox_edits on outbox (chat, edits_message) where state = 'waiting' and kind = 'edit';
create index outbox_about on outbox (about) where state = 'waiting' and about is not null;
create index outbox_ended on outbox (state, ended_at) where state <> 'waiting';
create index outbox_person on outbox (person) where person is not null;
create index outbox_farewell on outbox (id) where person is null;

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
) strict;

create index opened_case_person on opened_case (person) where person is not null;
create index opened_case_unused on opened_case (expires_at) where person is null;

create table request (
    id           integer primary key autoincrement,
    person       integer not null references person on delete cascade,
    state        text    not null check (state in ('sent', 'withdrawn')),
    version      integer not null default 1,
    words        text    check (length(words) <= 600),
    after_advice integer not null default 0 check (after_advice in (0, 1)),
    sent_at      integer not null,
    changed_at   integer not null,
    ended_at     integer
) strict;
create unique index request_open on request (person) where state = 'sent';
create index request_person on request (person);
create index request_waiting on request (sent_at) where state = 'sent';
create index request_ended on request (ended_at) where ended_at is not null;

create table need (
    request integer not null references request on delete cascade,
    kind    text    not null
            check (kind in ('office', 'letters', 'german', 'work', 'arriving', 'unsure')),
    by_day  text    check (by_day glob '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    primary key (request, kind)
) strict, without rowid;

create table told_telegram (
    item   text primary key,
    digest text not null
) strict, without rowid;
