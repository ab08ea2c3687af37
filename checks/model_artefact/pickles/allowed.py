"""The names that a pickle may import without a word: exact pairs, each group with the reason why calling it does no harm."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_BUILTINS = "set frozenset list dict tuple int float complex bytes bytearray slice range object str bool long unicode xrange"
_STORAGES = "Double Float Half Long Int Short Char Byte Bool BFloat16 ComplexDouble ComplexFloat QUInt8 QInt8 QInt32 QUInt4x2 Untyped"
_DTYPES = (
    "float16 float32 float64 bfloat16 half float double int8 int16 int32 int64 short int long uint8 uint16 uint32 uint64 bool complex32"
    " complex64 complex128 quint8 qint8 qint32 quint4x2 float8_e4m3fn float8_e5m2 float8_e4m3fnuz float8_e5m2fnuz"
)
_SCALARS = (
    "bool bool_ int8 int16 int32 int64 uint8 uint16 uint32 uint64 intc intp uint longlong ulonglong float16 float32 float64"
    " longdouble complex64 complex128 str_ bytes_ void datetime64 timedelta64 object_ generic"
)
_LOSSES = (
    "CyHalfBinomialLoss CyHalfSquaredError CyHalfMultinomialLoss CyAbsoluteError CyPinballLoss CyHalfPoissonLoss CyHuberLoss"
    " CyHalfGammaLoss CyExponentialLoss CyHalfTweedieLoss CyHalfTweedieLossIdentity CyLossFunction"
)

# Each group is a reason with the modules and names that it holds for.
_GROUPS: tuple[tuple[str, dict[str, str]], ...] = (
    ("a constructor of plain data", {"builtins": _BUILTINS, "__builtin__": _BUILTINS}),
    ("a container of plain data", {"collections": "OrderedDict defaultdict deque Counter ChainMap"}),
    (
        "a value type whose constructor only stores its arguments",
        {
            "datetime": "date time datetime timedelta timezone",
            "decimal": "Decimal",
            "_decimal": "Decimal",
            "fractions": "Fraction",
            "uuid": "UUID",
            "argparse": "Namespace",
            "types": "SimpleNamespace",
            "pathlib": "Path PosixPath WindowsPath PurePath PurePosixPath PureWindowsPath",
            "pathlib._local": "Path PosixPath WindowsPath PurePath PurePosixPath PureWindowsPath",
            "zoneinfo": "ZoneInfo",
        },
    ),
    ("encodes text; the answer is data", {"_codecs": "encode"}),
    ("makes an instance without calling its constructor; the class is judged by itself", {"copyreg": "_reconstructor __newobj__"}),
    ("the same under its Python 2 name", {"copy_reg": "_reconstructor"}),
    (
        "makes an array, a scalar or a type of them from plain arguments",
        {
            "numpy": f"ndarray dtype matrix recarray {_SCALARS}",
            "numpy.core.multiarray": "_reconstruct scalar",
            "numpy._core.multiarray": "_reconstruct scalar",
            "numpy.core.numeric": "_frombuffer",
            "numpy._core.numeric": "_frombuffer",
            "numpy.ma.core": "_mareconstruct MaskedArray",
            "numpy.rec": "recarray",
            "numpy.dtypes": "StringDType",
        },
    ),
    (
        "makes a random generator from its own bit generator and state",
        {
            "numpy.random._pickle": "__randomstate_ctor __generator_ctor __bit_generator_ctor",
            "numpy.random._mt19937": "MT19937",
            "numpy.random.mtrand": "RandomState",
            "numpy.random._pcg64": "PCG64 PCG64DXSM",
            "numpy.random._philox": "Philox",
            "numpy.random._sfc64": "SFC64",
            "numpy.random.bit_generator": "SeedSequence __pyx_unpickle_SeedSequence",
            "numpy.random._generator": "Generator",
        },
    ),
    (
        "makes a tensor over a storage that the archive holds",
        {
            "torch._utils": (
                "_rebuild_tensor _rebuild_tensor_v2 _rebuild_tensor_v3 _rebuild_parameter _rebuild_parameter_with_state _rebuild_qtensor"
                " _rebuild_sparse_tensor _rebuild_sparse_csr_tensor _rebuild_nested_tensor _rebuild_meta_tensor_no_storage"
            ),
            "torch._tensor": "_rebuild_from_type_v2",
            "torch": f"Size device Tensor {_DTYPES} {' '.join(f'{name}Storage' for name in _STORAGES.split())}",
            "torch.storage": "UntypedStorage TypedStorage",
            "torch.serialization": "_get_layout",
            "torch.nn.parameter": "Parameter Buffer UninitializedParameter",
        },
    ),
    (
        "rebuilds a table, a block or an index of one from arrays",
        {
            "pandas._libs.internals": "_unpickle_block",
            "pandas._libs.arrays": "__pyx_unpickle_NDArrayBacked",
            "pandas.core.indexes.base": "_new_Index Index",
            "pandas.core.indexes.datetimes": "_new_DatetimeIndex",
            "pandas.core.indexes.period": "_new_PeriodIndex",
            "pandas._libs.tslibs.timestamps": "_unpickle_timestamp",
            "pandas._libs.tslibs.timedeltas": "_timedelta_unpickle",
            "pandas._libs.tslibs.period": "_unpickle_period",
            "pandas._libs.tslibs.nattype": "_nat_unpickle",
            "pandas._libs.tslibs.offsets": "__pyx_unpickle_Day",
            "pandas._libs.missing": "NA",
            "pandas.core.internals.managers": "BlockManager SingleBlockManager",
            "pandas": "StringDtype CategoricalDtype Int64Dtype Float64Dtype BooleanDtype",
        },
    ),
    (
        "an extension type of scikit-learn or scipy that copies the arrays it is given",
        {
            "sklearn.tree._tree": "Tree",
            "sklearn.neighbors._kd_tree": "newObj KDTree KDTree64 KDTree32",
            "sklearn.neighbors._ball_tree": "newObj BallTree BallTree64 BallTree32",
            "sklearn._loss._loss": f"{_LOSSES} {' '.join(f'__pyx_unpickle_{name}' for name in _LOSSES.split())}",
            "sklearn.neighbors._dist_metrics": "newObj",
            "sklearn.metrics._dist_metrics": "newObj",
            "sklearn.linear_model._sgd_fast": "Hinge SquaredHinge Log SquaredLoss Huber EpsilonInsensitive ModifiedHuber",
        },
    ),
    ("the description of an array that joblib writes beside it", {"joblib.numpy_pickle": "NumpyArrayWrapper"}),
)


def _pairs() -> Iterator[tuple[tuple[str, str], str]]:
    for reason, modules in _GROUPS:
        for module, names in modules.items():
            for name in names.split():
                yield (module, name), reason


ALLOWED: dict[tuple[str, str], str] = dict(_pairs())
