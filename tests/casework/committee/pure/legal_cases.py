"""The reviewed table: what the law gives, case by case, written before the code.

Each case has a number that never changes, the article it comes from, and plain values. The tests
read the table (test_legal_cases.py); a lawyer can read it too.
"""

from dataclasses import dataclass, field

from guichet.casework.committee.quorum import CollegeRule, QuorumRule, Recused
from guichet.casework.committee.votes import Chair, Majority

R, V, P, E, A = "IN_ROOM", "VIDEO", "REPRESENTED", "EXCUSED", "ABSENT"
HALF = QuorumRule()
MORE_THAN_HALF = QuorumRule(strictly=True)
TWO_THIRDS = QuorumRule(numerator=2, denominator=3)


@dataclass(frozen=True)
class QuorumCase:
    """`roll` gives each seat's mode, and the seat that holds its proxy after a colon."""

    number: int
    article: str
    what: str
    seats: int
    roll: str
    reached: bool
    counted: int
    needed: int
    rule: QuorumRule = HALF
    vacant: tuple[int, ...] = ()
    recused: tuple[int, ...] = ()
    colleges: dict[int, str] = field(default_factory=dict)
    second: bool = False
    deliberates: bool | None = None
    per_holder: int = 1
    remote: bool = True


def there(first: int, last: int, mode: str = R) -> str:
    return " ".join(f"{seat}={mode}" for seat in range(first, last + 1))


TWO_COLLEGES = {1: "État", 2: "État", 3: "État", 4: "Élus", 5: "Élus", 6: "Élus"}
BOTH = QuorumRule(colleges=(CollegeRule("État"), CollegeRule("Élus")))

QUORUM = (
    QuorumCase(1, "R133-10", "nobody has answered", 41, "", False, 0, 21),
    QuorumCase(2, "R133-10", "one short of half of an odd number", 41, there(1, 20), False, 20, 21),
    QuorumCase(3, "R133-10", "just above half of an odd number", 41, there(1, 21), True, 21, 21),
    QuorumCase(4, "R133-10", "exactly half of an even number", 40, there(1, 20), True, 20, 20),
    QuorumCase(5, "R133-10", "one short of half, even", 40, there(1, 19), False, 19, 20),
    QuorumCase(6, "R133-10", "a single seat, there", 1, "1=IN_ROOM", True, 1, 1),
    QuorumCase(7, "R133-10", "a single seat, absent", 1, "1=ABSENT", False, 0, 1),
    QuorumCase(8, "R133-10", "two seats, one there", 2, "1=IN_ROOM", True, 1, 1),
    QuorumCase(9, "R133-10", "three seats, one there", 3, "1=IN_ROOM", False, 1, 2),
    QuorumCase(10, "R133-10", "no seat in force", 0, "", False, 0, 0),
    QuorumCase(11, "R133-10", "video is presence", 4, there(1, 2, V), True, 2, 2),
    QuorumCase(12, "R133-10", "room and video add up", 5, "1=IN_ROOM 2=VIDEO 3=VIDEO", True, 3, 3),
    QuorumCase(13, "R133-10", "a proxy counts", 4, "1=IN_ROOM 2=REPRESENTED:1", True, 2, 2),
    QuorumCase(14, "R133-10", "excused is not there", 4, "1=IN_ROOM 2=EXCUSED", False, 1, 2),
    QuorumCase(15, "R133-9", "a second proxy to the same holder is lost", 5,
               "1=IN_ROOM 2=REPRESENTED:1 3=REPRESENTED:1", False, 2, 3),
    QuorumCase(16, "R133-9", "unless otherwise provided: two proxies", 5,
               "1=IN_ROOM 2=REPRESENTED:1 3=REPRESENTED:1", True, 3, 3, per_holder=2),
    QuorumCase(17, "R133-9", "no proxy to oneself", 2, "1=REPRESENTED:1", False, 0, 1),
    QuorumCase(18, "R133-9", "the holder is absent", 4, "1=IN_ROOM 2=ABSENT 3=REPRESENTED:2",
               False, 1, 2),
    QuorumCase(19, "R133-9", "the holder is excused", 4, "1=IN_ROOM 2=EXCUSED 3=REPRESENTED:2",
               False, 1, 2),
    QuorumCase(20, "R133-9", "the holder sits by video", 4, "2=VIDEO 3=REPRESENTED:2", True, 2, 2),
    QuorumCase(21, "R133-9", "a chain, first link first", 4,
               "1=REPRESENTED:2 2=REPRESENTED:3 3=IN_ROOM", True, 2, 2),
    QuorumCase(22, "R133-9", "a chain, last link first: the same", 4,
               "3=IN_ROOM 2=REPRESENTED:3 1=REPRESENTED:2", True, 2, 2),
    QuorumCase(23, "R133-9", "a ring of proxies is nobody", 4,
               "1=REPRESENTED:2 2=REPRESENTED:1", False, 0, 2),
    QuorumCase(24, "R133-9", "a proxy to a stranger", 4, "1=IN_ROOM 2=REPRESENTED:99", False, 1, 2),
    QuorumCase(25, "R133-9", "a proxy to nobody", 4, "1=IN_ROOM 2=REPRESENTED", False, 1, 2),
    QuorumCase(26, "R133-10", "somebody who is not a member does not count", 4,
               "1=IN_ROOM 77=IN_ROOM 78=IN_ROOM", False, 1, 2),
    QuorumCase(27, "R133-10", "a vacant seat composes the commission", 4, "1=IN_ROOM", False, 1, 2,
               vacant=(4,)),
    QuorumCase(28, "internal rules", "vacant seats left out by the order", 4, "1=IN_ROOM 2=VIDEO",
               True, 2, 2, rule=QuorumRule(vacancies_count=False), vacant=(4,)),
    QuorumCase(29, "internal rules", "two vacant of four: one is half of two", 4, "1=IN_ROOM",
               True, 1, 1, rule=QuorumRule(vacancies_count=False), vacant=(3, 4)),
    QuorumCase(30, "R133-10", "second convocation, one member", 41, "1=IN_ROOM", False, 1, 21,
               second=True, deliberates=True),
    QuorumCase(31, "R133-10", "second convocation, nobody at all", 41, "", False, 0, 21,
               second=True, deliberates=False),
    QuorumCase(32, "R133-10", "first convocation without quorum deliberates nothing", 41,
               there(1, 20), False, 20, 21, deliberates=False),
    QuorumCase(33, "internal rules", "more than half of an even number", 40, there(1, 20), False,
               20, 21, rule=MORE_THAN_HALF),
    QuorumCase(34, "internal rules", "more than half, reached", 40, there(1, 21), True, 21, 21,
               rule=MORE_THAN_HALF),
    QuorumCase(35, "internal rules", "exactly two thirds of thirty", 30, there(1, 20), True, 20, 20,
               rule=TWO_THIRDS),
    QuorumCase(36, "internal rules", "one short of two thirds", 30, there(1, 19), False, 19, 20,
               rule=TWO_THIRDS),
    QuorumCase(37, "internal rules", "two thirds of thirty-one is twenty-one", 31, there(1, 20),
               False, 20, 21, rule=TWO_THIRDS),
    QuorumCase(38, "internal rules", "a number", 41, there(1, 9), True, 9, 9,
               rule=QuorumRule(number=9)),
    QuorumCase(39, "internal rules", "one short of a number", 41, there(1, 8), False, 8, 9,
               rule=QuorumRule(number=9)),
    QuorumCase(40, "internal rules", "a number larger than the body", 5, there(1, 5), False, 5, 9,
               rule=QuorumRule(number=9)),
    QuorumCase(41, "internal rules", "half of each college", 6, "1=IN_ROOM 2=VIDEO 4=VIDEO 5=VIDEO",
               True, 4, 3, rule=BOTH, colleges=TWO_COLLEGES),
    QuorumCase(42, "internal rules", "enough in all, not in one college", 6,
               "1=IN_ROOM 2=VIDEO 3=VIDEO 4=VIDEO", False, 4, 3, rule=BOTH, colleges=TWO_COLLEGES),
    QuorumCase(43, "internal rules", "a seat that must be there is not", 4, "2=IN_ROOM 3=IN_ROOM",
               False, 2, 2, rule=QuorumRule(necessary=frozenset({1}))),
    QuorumCase(44, "internal rules", "a seat that must be there is represented", 4,
               "1=REPRESENTED:2 2=IN_ROOM", True, 2, 2, rule=QuorumRule(necessary=frozenset({1}))),
    QuorumCase(45, "R133-12", "recused, the text says nothing: counted present", 4,
               "1=IN_ROOM 2=IN_ROOM", True, 2, 2, recused=(2,)),
    QuorumCase(46, "internal rules", "recused counts as absent", 4, "1=IN_ROOM 2=IN_ROOM", False,
               1, 2, rule=QuorumRule(recused=Recused.ABSENT), recused=(2,)),
    QuorumCase(47, "internal rules", "recused leaves the body: half of three", 4,
               "1=IN_ROOM 2=IN_ROOM 3=IN_ROOM", True, 2, 2, rule=QuorumRule(recused=Recused.OUT),
               recused=(3,)),
    QuorumCase(48, "internal rules", "a recused holder carries no voice", 4,
               "1=IN_ROOM 2=IN_ROOM 3=REPRESENTED:2", False, 1, 2,
               rule=QuorumRule(recused=Recused.ABSENT), recused=(2,)),
    QuorumCase(49, "L1232-2", "Lozère's shape, half of 41 by three ways", 41,
               f"{there(1, 12)} {there(13, 19, V)} 20=REPRESENTED:1 21=REPRESENTED:2",
               True, 21, 21),
    QuorumCase(50, "L1232-2", "Lozère's shape, one proxy lost", 41,
               f"{there(1, 12)} {there(13, 19, V)} 20=REPRESENTED:1 21=REPRESENTED:1",
               False, 20, 21),
)  # fmt: skip


@dataclass(frozen=True)
class VoteCase:
    number: int
    article: str
    what: str
    tally: tuple[int, int, int]
    carried: bool
    majority: Majority = Majority.CAST
    voters: int = 100
    members: int = 100
    chair: Chair | None = None
    casting: bool = False
    abstentions_count: bool = False
    casting_vote: bool = True
    chair_has_vote: bool = True
    # The share asked of a college, how it voted, and how many of its members are there.
    colleges: tuple[tuple[CollegeRule, tuple[int, int, int], int], ...] = ()


TIE, M = Chair, Majority
VOTES = (
    VoteCase(51, "R133-11", "one more for than against", (11, 10, 0), True),
    VoteCase(52, "R133-11", "one more against than for", (10, 11, 0), False),
    VoteCase(53, "R133-11", "unanimous", (21, 0, 0), True),
    VoteCase(54, "R133-11", "nobody for", (0, 21, 0), False),
    VoteCase(55, "R133-11", "everybody abstains", (0, 0, 21), False),
    VoteCase(56, "R133-11", "nobody votes", (0, 0, 0), False),
    VoteCase(57, "R133-11", "abstentions are not votes cast", (2, 1, 18), True),
    VoteCase(58, "internal rules", "abstentions counted: two of twenty-one lose", (2, 1, 18), False,
             abstentions_count=True),
    VoteCase(59, "internal rules", "abstentions counted: eleven of 21 win", (11, 5, 5), True,
             abstentions_count=True),
    VoteCase(60, "R133-11", "a tie, the chair for", (10, 10, 1), True, chair=TIE.FOR, casting=True),
    VoteCase(61, "R133-11", "a tie, the chair against", (10, 10, 1), False, chair=TIE.AGAINST,
             casting=True),
    VoteCase(62, "R133-11", "a tie, the chair abstained", (10, 10, 1), False, chair=TIE.ABSTAINED),
    VoteCase(63, "internal rules", "a tie without casting vote is lost", (10, 10, 0), False,
             chair=TIE.FOR, casting_vote=False),
    VoteCase(64, "internal rules", "present: half is not a majority", (10, 9, 2), False,
             majority=M.PRESENT, voters=21),
    VoteCase(65, "internal rules", "present: eleven of twenty-one", (11, 9, 1), True,
             majority=M.PRESENT, voters=21),
    VoteCase(66, "internal rules", "absolute of 40 seats: 6 for, 5 against", (6, 5, 0), False,
             majority=M.MEMBERS, members=40),
    VoteCase(67, "internal rules", "absolute of 40 seats: twenty is half", (20, 0, 0), False,
             majority=M.MEMBERS, members=40),
    VoteCase(68, "internal rules", "absolute of 40 seats: twenty-one", (21, 0, 0), True,
             majority=M.MEMBERS, members=40),
    VoteCase(69, "internal rules", "absolute of 41 seats: twenty-one", (21, 15, 0), True,
             majority=M.MEMBERS, members=41),
    VoteCase(70, "internal rules", "exactly two thirds: 2 to 1", (2, 1, 0), True,
             majority=M.TWO_THIRDS_CAST),
    VoteCase(71, "internal rules", "exactly two thirds: 398 to 199", (398, 199, 0), True,
             majority=M.TWO_THIRDS_CAST, voters=600, members=600),
    VoteCase(72, "internal rules", "one short of two thirds", (397, 199, 0), False,
             majority=M.TWO_THIRDS_CAST, voters=600, members=600),
    VoteCase(73, "internal rules", "two thirds of votes cast ignores abstentions", (4, 2, 10), True,
             majority=M.TWO_THIRDS_CAST),
    VoteCase(74, "internal rules", "two thirds of 41 seats: twenty-seven", (27, 0, 0), False,
             majority=M.TWO_THIRDS_MEMBERS, members=41),
    VoteCase(75, "internal rules", "two thirds of 41 seats: twenty-eight", (28, 0, 0), True,
             majority=M.TWO_THIRDS_MEMBERS, members=41),
    VoteCase(76, "internal rules", "two thirds of 30 seats: twenty", (20, 10, 0), True,
             majority=M.TWO_THIRDS_MEMBERS, members=30),
    VoteCase(77, "internal rules", "two thirds of nothing cast is lost", (0, 0, 5), False,
             majority=M.TWO_THIRDS_CAST),
    VoteCase(78, "internal rules", "a tie is never two thirds, whatever the chair", (10, 10, 0),
             False, majority=M.TWO_THIRDS_CAST, chair=TIE.FOR),
    VoteCase(79, "R133-11", "one for, alone", (1, 0, 20), True),
    VoteCase(80, "R133-11", "one against, alone", (0, 1, 20), False),
)  # fmt: skip


@dataclass(frozen=True)
class NoticeCase:
    number: int
    article: str
    what: str
    received: str
    meeting: str
    held: bool
    days: int = 5


REMOTE = (
    QuorumCase(90, "internal rules", "video not admitted: nobody at a distance counts", 4,
               "1=IN_ROOM 2=VIDEO", False, 1, 2, remote=False),
    QuorumCase(91, "internal rules", "video not admitted: nor the proxy held at a distance", 4,
               "1=IN_ROOM 2=VIDEO 3=REPRESENTED:2", False, 1, 2, remote=False),
    QuorumCase(92, "R133-10", "the same by default: three of four", 4,
               "1=IN_ROOM 2=VIDEO 3=REPRESENTED:2", True, 3, 2),
)  # fmt: skip

NOTICES = (
    NoticeCase(81, "R133-8", "exactly five days", "2026-03-12", "2026-03-17", True),
    NoticeCase(82, "R133-8", "four days", "2026-03-13", "2026-03-17", False),
    NoticeCase(83, "R133-8", "the same day", "2026-03-17", "2026-03-17", False),
    NoticeCase(84, "R133-8", "over a week-end: calendar days", "2026-03-13", "2026-03-18", True),
    NoticeCase(85, "R133-8", "over a public holiday: it counts", "2026-04-30", "2026-05-05", True),
    NoticeCase(86, "R133-8", "over 29 February", "2028-02-26", "2028-03-02", True),
    NoticeCase(87, "R133-8", "over the end of the year", "2026-12-28", "2027-01-02", True),
    NoticeCase(88, "internal rules", "six, for clear days", "2026-03-12", "2026-03-17", False, 6),
    NoticeCase(89, "R133-8", "received after the meeting", "2026-03-18", "2026-03-17", False),
)

# Shares of colleges: no article of the CRPA asks for them. What they are is the choice of the order
# of appointment, or of the internal rules, of a commission (« order »).
MAYORS, OTHERS = "Maires", "Présidents d’EPCI"
ALL_MAYORS = dict.fromkeys(range(1, 5), MAYORS)
TWO_AND_FOUR = {1: MAYORS, 2: MAYORS, 3: OTHERS, 4: OTHERS, 5: OTHERS, 6: OTHERS}
THREE_AND_THREE = {1: MAYORS, 2: MAYORS, 3: MAYORS, 4: OTHERS, 5: OTHERS, 6: OTHERS}
HALF_OF_EACH = QuorumRule(colleges=(CollegeRule(MAYORS), CollegeRule(OTHERS)))

COLLEGES = (
    QuorumCase(93, "order", "a share of a college without a seat is never reached", 4, there(1, 4),
               False, 4, 2, rule=HALF_OF_EACH, colleges=ALL_MAYORS),
    QuorumCase(94, "order", "a third of a college of three is one", 6, f"{there(1, 2)} 4=IN_ROOM",
               True, 3, 3, rule=QuorumRule(colleges=(CollegeRule(OTHERS, 1, 3),)),
               colleges=THREE_AND_THREE),
    QuorumCase(95, "order", "more than half of four: two are not", 6, there(1, 4), False, 4, 3,
               rule=QuorumRule(colleges=(CollegeRule(OTHERS, strictly=True),)),
               colleges=TWO_AND_FOUR),
    QuorumCase(96, "order", "more than half of four: three are", 6, there(1, 5), True, 5, 3,
               rule=QuorumRule(colleges=(CollegeRule(OTHERS, strictly=True),)),
               colleges=TWO_AND_FOUR),
    QuorumCase(97, "R133-9", "a proxy counts for the college of who gave it", 6,
               "1=IN_ROOM 2=IN_ROOM 4=IN_ROOM 5=REPRESENTED:1", True, 4, 3, rule=HALF_OF_EACH,
               colleges=THREE_AND_THREE),
    QuorumCase(98, "R133-9", "and not for that of its holder", 6,
               "1=IN_ROOM 4=IN_ROOM 5=IN_ROOM 6=REPRESENTED:1", False, 4, 3, rule=HALF_OF_EACH,
               colleges=THREE_AND_THREE),
    QuorumCase(99, "R133-10", "a second convocation frees from the colleges too", 6, "1=IN_ROOM",
               False, 1, 3, rule=HALF_OF_EACH, colleges=THREE_AND_THREE, second=True,
               deliberates=True),
    QuorumCase(100, "order", "vacant seats left out, a college with nobody is not reached", 6,
               there(1, 3), False, 3, 2, colleges=THREE_AND_THREE, vacant=(4, 5, 6),
               rule=QuorumRule(vacancies_count=False, colleges=(CollegeRule(OTHERS),))),
    QuorumCase(101, "R133-9", "otherwise provided: no proxy at all", 4,
               "1=IN_ROOM 2=REPRESENTED:1", False, 1, 2, per_holder=0),
    QuorumCase(102, "order", "a number, and half of a college", 6, "1=IN_ROOM 2=IN_ROOM 4=VIDEO",
               False, 3, 3, rule=QuorumRule(number=3, colleges=(CollegeRule(OTHERS),)),
               colleges=THREE_AND_THREE),
)  # fmt: skip

HALF_OF_MAYORS = CollegeRule(MAYORS)
MOST_MAYORS = CollegeRule(MAYORS, strictly=True)
HALF_OF_OTHERS = CollegeRule(OTHERS)
COLLEGE_VOTES = (
    VoteCase(103, "order", "carried by all and by the college", (5, 3, 0), True,
             colleges=((HALF_OF_MAYORS, (2, 1, 0), 3),)),
    VoteCase(104, "order", "carried by all, refused by the college", (5, 3, 0), False,
             colleges=((HALF_OF_MAYORS, (1, 2, 0), 3),)),
    VoteCase(105, "order", "lost by all, carried by the college", (3, 5, 0), False,
             colleges=((HALF_OF_MAYORS, (3, 0, 0), 3),)),
    VoteCase(106, "order", "half of a college is at least half", (5, 3, 0), True,
             colleges=((HALF_OF_MAYORS, (1, 1, 0), 3),)),
    VoteCase(107, "order", "half of a college is not more than half", (5, 3, 0), False,
             colleges=((MOST_MAYORS, (1, 1, 0), 3),)),
    VoteCase(108, "order", "a college that only abstains has not agreed", (5, 0, 3), False,
             colleges=((HALF_OF_MAYORS, (0, 0, 3), 3),)),
    VoteCase(109, "order", "abstentions counted in the college too", (6, 1, 3), False,
             colleges=((HALF_OF_MAYORS, (2, 0, 3), 5),), abstentions_count=True),
    VoteCase(110, "R133-11", "the casting vote does not speak for a college", (4, 4, 0), False,
             chair=TIE.FOR, colleges=((HALF_OF_MAYORS, (1, 3, 0), 4),)),
    VoteCase(111, "R133-11", "the casting vote and the college", (4, 4, 0), True, chair=TIE.FOR,
             casting=True, colleges=((HALF_OF_MAYORS, (3, 1, 0), 4),)),
    VoteCase(112, "R133-11", "the chair against, whatever the college", (4, 4, 0), False,
             chair=TIE.AGAINST, casting=True, colleges=((HALF_OF_MAYORS, (3, 1, 0), 4),)),
    VoteCase(113, "order", "two colleges, one refuses", (6, 3, 0), False,
             colleges=((HALF_OF_MAYORS, (5, 0, 0), 5), (HALF_OF_OTHERS, (1, 3, 0), 4))),
    VoteCase(114, "order", "two thirds of all and half of each college", (6, 3, 0), True,
             majority=M.TWO_THIRDS_CAST,
             colleges=((HALF_OF_MAYORS, (3, 2, 0), 5), (HALF_OF_OTHERS, (3, 1, 0), 4))),
)  # fmt: skip

UNSAID = (
    VoteCase(115, "internal rules", "two thirds, abstentions counted: six of twelve are not",
             (6, 3, 3), False, majority=M.TWO_THIRDS_CAST, abstentions_count=True),
    VoteCase(116, "internal rules", "two thirds, abstentions counted: eight of twelve are",
             (8, 1, 3), True, majority=M.TWO_THIRDS_CAST, abstentions_count=True),
    VoteCase(117, "R133-11", "present: who says nothing is present too", (5, 3, 0), False,
             majority=M.PRESENT, voters=10),
    VoteCase(118, "R133-11", "present: six of ten, two of whom say nothing", (6, 2, 0), True,
             majority=M.PRESENT, voters=10),
    VoteCase(119, "R133-11", "abstentions counted: who says nothing is no voice", (5, 3, 1), True,
             voters=10, abstentions_count=True),
    VoteCase(120, "R133-11", "a tie, and a chair without a vote", (4, 4, 0), False,
             chair_has_vote=False),
    VoteCase(121, "R133-11", "a chair without a vote changes nothing but ties", (5, 4, 0), True,
             chair_has_vote=False),
    VoteCase(122, "R133-11", "present: a tie, the chair for", (4, 4, 3), True, majority=M.PRESENT,
             voters=11, chair=TIE.FOR, casting=True),
    VoteCase(123, "internal rules", "two thirds of the seats, vacant ones included", (20, 0, 0),
             False, majority=M.TWO_THIRDS_MEMBERS, voters=20, members=31),
)  # fmt: skip

LEFT_OUT = (
    QuorumCase(124, "R133-10", "the chair's seat is vacant, and composes the commission", 3,
               "2=IN_ROOM", False, 1, 2, vacant=(1,)),
    QuorumCase(125, "order", "a seat that must be there is vacant: nobody sits in it", 4,
               "2=IN_ROOM 3=IN_ROOM", False, 2, 2, vacant=(1,),
               rule=QuorumRule(necessary=frozenset({1}))),
    QuorumCase(126, "order", "and leaving vacant seats out of the count does not waive it", 4,
               "2=IN_ROOM 3=IN_ROOM", False, 2, 2, vacant=(1,),
               rule=QuorumRule(vacancies_count=False, necessary=frozenset({1}))),
    QuorumCase(127, "order", "a recusal that breaks the quorum of a college", 6,
               "1=IN_ROOM 2=IN_ROOM 4=IN_ROOM 5=IN_ROOM", False, 3, 3, recused=(4,),
               rule=QuorumRule(recused=Recused.ABSENT, colleges=(CollegeRule(OTHERS),)),
               colleges=THREE_AND_THREE),
    QuorumCase(128, "R133-12", "who left the body carries no proxy either", 5,
               "1=IN_ROOM 2=IN_ROOM 3=REPRESENTED:2", False, 1, 2, recused=(2,),
               rule=QuorumRule(recused=Recused.OUT)),
    QuorumCase(129, "R133-12", "a represented member who left: his proxy is not counted", 4,
               "1=IN_ROOM 2=REPRESENTED:1", False, 1, 2, recused=(2,),
               rule=QuorumRule(recused=Recused.ABSENT)),
    QuorumCase(130, "R133-9", "the giver arrives: one seat, counted once", 4,
               "1=IN_ROOM 2=IN_ROOM", True, 2, 2),
)  # fmt: skip
