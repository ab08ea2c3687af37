"""How much of one model file is read before we stop and say so."""

MEGABYTE = 1 << 20
# Members of one file, at all depths together.
MEMBERS = 10_000
# Containers inside containers, and payloads inside literals of a pickle.
DEPTH = 4
PAYLOAD_DEPTH = 2
# Bytes that one member may become, and all of them together; the ratio counts only above a megabyte, which zeros reach at once.
INFLATED = 128 * MEGABYTE
INFLATED_TOTAL = 512 * MEGABYTE
RATIO = 100
RATIO_FROM = MEGABYTE
# Opcodes of one file, at all depths together: about a minute of one core.
OPCODES = 5_000_000
# Starts of further pickles that are tried in bytes that are none.
RESYNCS = 50_000
# Values that a pickle's machine keeps of one container; only the first of an argument list are ever asked for.
KEPT_ITEMS = 64
# Characters of one chat template, and bytes of one JSON document that may hold some.
TEMPLATE = MEGABYTE
DOCUMENT = 64 * MEGABYTE
