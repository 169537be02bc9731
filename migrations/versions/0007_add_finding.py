"""Finding people: words of names, addresses and telephones; saved lists; pairs that may be one person; merges.

The words of the people on file are gathered by the upgrade itself, so that they are found from the first day on.

Revision ID: 0007
Revises: 0006
"""
import re
import unicodedata

from alembic import op
import sqlalchemy as sa

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

BATCH = 5_000


def upgrade():
    op.create_table('search_word',
    sa.Column('kind', sa.String(length=8), nullable=False),
    sa.Column('word', sa.String(length=60), nullable=False),
    sa.Column('text', sa.String(length=200), nullable=False),
    sa.PrimaryKeyConstraint('kind', 'word', 'text', name=op.f('pk_search_word')),
    sqlite_with_rowid=False,
    )
    op.create_table('search_vocabulary',
    sa.Column('kind', sa.String(length=8), nullable=False),
    sa.Column('word', sa.String(length=60), nullable=False),
    sa.PrimaryKeyConstraint('kind', 'word', name=op.f('pk_search_vocabulary')),
    sqlite_with_rowid=False,
    )
    op.create_table('saved_list',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('account_id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=80), nullable=False),
    sa.Column('question', sa.String(length=500), nullable=False),
    sa.Column('recorded_at', sa.DateTime(), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_saved_list_account_id_account')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_saved_list')),
    sa.UniqueConstraint('account_id', 'name', name=op.f('uq_saved_list_account_id_name'))
    )
    op.create_table('duplicate_pair',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('first_id', sa.Integer(), nullable=False),
    sa.Column('second_id', sa.Integer(), nullable=False),
    sa.Column('score', sa.Integer(), nullable=False),
    sa.Column('reasons', sa.JSON(), nullable=False),
    sa.Column('state', sa.String(length=9), nullable=False),
    sa.Column('found_at', sa.DateTime(), nullable=False),
    sa.Column('decided_at', sa.DateTime(), nullable=True),
    sa.Column('decided_by_id', sa.Integer(), nullable=True),
    sa.Column('note', sa.String(length=200), nullable=True),
    sa.CheckConstraint('first_id < second_id', name=op.f('ck_duplicate_pair_in_order')),
    sa.ForeignKeyConstraint(['first_id'], ['person.id'], name=op.f('fk_duplicate_pair_first_id_person')),
    sa.ForeignKeyConstraint(['second_id'], ['person.id'], name=op.f('fk_duplicate_pair_second_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_duplicate_pair')),
    sa.UniqueConstraint('first_id', 'second_id', name=op.f('uq_duplicate_pair_first_id_second_id'))
    )
    op.create_index('ix_duplicate_pair_second_id', 'duplicate_pair', ['second_id'], unique=False)
    op.create_index('ix_duplicate_pair_state_score', 'duplicate_pair', ['state', 'score'], unique=False)
    op.create_table('duplicate_scan',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('until_at', sa.DateTime(), nullable=False),
    sa.Column('until_id', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_duplicate_scan'))
    )
    op.create_table('person_merge',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('survivor_id', sa.Integer(), nullable=False),
    sa.Column('merged_id', sa.Integer(), nullable=False),
    sa.Column('reason', sa.String(length=200), nullable=False),
    sa.Column('images', sa.JSON(), nullable=False),
    sa.Column('merged_at', sa.DateTime(), nullable=False),
    sa.Column('merged_by_id', sa.Integer(), nullable=True),
    sa.Column('undone_at', sa.DateTime(), nullable=True),
    sa.Column('undone_by_id', sa.Integer(), nullable=True),
    sa.Column('undone_because', sa.String(length=200), nullable=True),
    sa.ForeignKeyConstraint(['merged_id'], ['person.id'], name=op.f('fk_person_merge_merged_id_person')),
    sa.ForeignKeyConstraint(['survivor_id'], ['person.id'], name=op.f('fk_person_merge_survivor_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_person_merge'))
    )
    op.create_index('ix_person_merge_survivor_id', 'person_merge', ['survivor_id'], unique=False)
    op.create_index('ix_person_merge_merged_id', 'person_merge', ['merged_id'], unique=False)
    # No foreign key of its own: SQLite could not drop the column again. `person_merge` has both.
    op.add_column('person', sa.Column('merged_into_id', sa.Integer(), nullable=True))
    op.create_index('ix_person_address', 'person', ['address'], unique=False)
    op.create_index('ix_person_phone', 'person', ['phone'], unique=False)
    op.create_index('ix_person_updated_at_id', 'person', ['updated_at', 'id'], unique=False)
    op.drop_index('ix_person_unit_id_name_folded', 'person')
    op.create_index(
        'ix_person_unit_id_name_folded', 'person', ['unit_id', 'name_folded', 'merged_into_id', 'id'], unique=False
    )
    gather_words(op.get_bind())


def gather_words(connection):
    """Keep the words of everybody on file, a batch at a time in the order of their ids."""
    person = sa.table('person', *map(sa.column, ('id', 'name_folded', 'address', 'phone')))
    word = sa.table('search_word', *map(sa.column, ('kind', 'word', 'text')))
    vocabulary = sa.table('search_vocabulary', *map(sa.column, ('kind', 'word')))
    last, known, words = 0, set(), set()
    while True:
        query = sa.select(person).where(person.c.id > last).order_by(person.c.id).limit(BATCH)
        people = connection.execute(query).all()
        if not people:
            return
        last = people[-1].id
        new = {entry for each in people for entry in entries(each)} - known
        new_words = {(kind, found) for kind, found, _ in new if kind != 'phone'} - words
        known, words = known | new, words | new_words
        if new:
            connection.execute(sa.insert(word), [{'kind': kind, 'word': found, 'text': text} for kind, found, text in sorted(new)])
        if new_words:
            rows = [{'kind': kind, 'word': found} for kind, found in sorted(new_words)]
            connection.execute(sa.insert(vocabulary), rows)


def entries(person):
    """What a person is found by, as the application said on the day of this migration."""
    found = [('name', word[:60], person.name_folded) for word in person.name_folded.split()]
    if person.address:
        plain = unicodedata.normalize('NFD', person.address.lower()).replace('đ', 'd')
        plain = ''.join(letter for letter in plain if not unicodedata.combining(letter))
        words = [word for word in re.findall('[a-z0-9]+', plain) if len(word) > 1 and not word.isdigit()]
        found += [('address', word[:60], person.address) for word in words]
    if person.phone:
        digits = re.sub('[^0-9]', '', person.phone)
        digits = '0' + digits[2:] if digits.startswith('84') and len(digits) > 10 else digits
        if digits:
            found.append(('phone', digits, person.phone))
    return found


def downgrade():
    op.drop_index('ix_person_unit_id_name_folded', 'person')
    op.create_index('ix_person_unit_id_name_folded', 'person', ['unit_id', 'name_folded'], unique=False)
    op.drop_index('ix_person_updated_at_id', 'person')
    op.drop_index('ix_person_phone', 'person')
    op.drop_index('ix_person_address', 'person')
    op.execute("ALTER TABLE person DROP COLUMN merged_into_id")
    for table in ('person_merge', 'duplicate_scan', 'duplicate_pair', 'saved_list', 'search_vocabulary', 'search_word'):
        op.drop_table(table)
