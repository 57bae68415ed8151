-- Search: one derived row for each recommendation, made from the facts of 0001 and re-made whenever they change
-- (src/areas/publication/reindex.server.ts). Nothing here is a fact: all of it can be dropped and built again with
-- `reindex(tx, 'all')`.

-- Counts up with every reindex, inside its transaction. Readers keep a column index in memory and compare this
-- number before each search: whoever has an older one fetches the rows whose version is newer. The row lock also
-- puts reindexes one after the other, so that versions become visible in their order.
create table search_state (
  id boolean primary key default true check (id),
  version bigint not null default 0
);
insert into search_state default values;

create table recommendation_search (
  recommendation_id bigint primary key references recommendation (id),
  version bigint not null,
  reference text not null,
  sort_key text not null,
  revision text not null,
  made_on date not null,
  original_language text not null,
  texts jsonb not null,
  titles jsonb not null,
  answers text[] not null,
  own_theme text[] not null,
  words tsvector not null,
  -- One array for each facet: the values under which the row is counted.
  theme text[] not null,
  addressee text[] not null,
  maker text[] not null,
  "position" text[] not null,
  session text[] not null,
  "year" text[] not null,
  article text[] not null,
  kind text[] not null,
  language text[] not null
);
comment on column recommendation_search.sort_key is 'the reference with its numbers padded, so that R2 comes before R10';
comment on column recommendation_search.revision is 'fingerprint of what a spreadsheet can correct: an import knows by it whether the row has changed meanwhile';
comment on column recommendation_search.texts is '{locale: the words as they stand}; titles likewise';
comment on column recommendation_search.answers is 'addressee:position, as in TH:supported';
comment on column recommendation_search.theme is 'with every wider theme; own_theme has only those given by hand';
comment on column recommendation_search.article is 'instrument/number, and the instrument alone';
comment on column recommendation_search.words is 'lexemes made by src/areas/publication/words.ts, with positions: stems by language, words as they are, pairs of characters of unspaced scripts';

-- What changed since a version: a handful of rows after the last few.
create index recommendation_search_by_version on recommendation_search (version);
-- The order in which a reader loads the whole table, and the default order of a listing.
create index recommendation_search_by_day on recommendation_search (made_on desc, sort_key collate "C");
-- Plain SQL answers from this one: while a reader is still loading, and as the measure of exactness.
create index recommendation_search_words on recommendation_search using gin (words);

-- Every word of the record as people write it, with about how many recommendations have it, for "did you mean". Nearest
-- first by trigrams: a GiST index answers that order without a threshold, so that swapped letters are found too.
create table search_word (
  word text primary key,
  uses integer not null
);
create index search_word_near on search_word using gist (word gist_trgm_ops);
