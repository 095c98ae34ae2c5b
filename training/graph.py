"""A small builder of ONNX graphs, with linear layers and tables in eight bits or in full."""

from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

Array = NDArray[Any]
OPSET = 17


class Graph:
    """Nodes and weights under construction; every method adds nodes and returns the name of the result."""

    def __init__(self, *, quantised: bool, bits: int) -> None:
        self._nodes: list[onnx.NodeProto] = []
        self._weights: dict[str, Array] = {}
        self._quantised = quantised
        self._top = 2 ** (bits - 1) - 1
        self._activations: dict[str, list[str]] = {}

    def add(self, op: str, *inputs: str, outputs: int = 1, **attributes: Any) -> list[str]:
        """Add a node with any number of results."""
        names = [f"{op}_{len(self._nodes)}_{i}" for i in range(outputs)]
        self._nodes.append(helper.make_node(op, list(inputs), names, **attributes))
        return names

    def op(self, op: str, *inputs: str, **attributes: Any) -> str:
        """Add a node with one result."""
        return self.add(op, *inputs, **attributes)[0]

    def name(self, result: str, name: str) -> None:
        """Give a result the name under which it leaves the graph."""
        self._nodes.append(helper.make_node("Identity", [result], [name]))

    def weight(self, value: Array) -> str:
        """Store a constant."""
        for name, known in self._weights.items():
            if known.dtype == value.dtype and known.shape == value.shape and np.array_equal(known, value):
                return name
        name = f"w{len(self._weights)}"
        self._weights[name] = np.asarray(value, order="C")
        return name

    def integers(self, *values: int) -> str:
        """Store a list of whole numbers, as shapes and axes need them."""
        return self.weight(np.array(values, np.int64))

    def table(self, rows: Array, ids: str) -> str:
        """Look up rows; in eight bits each row has its own scale."""
        if not self._quantised:
            return self.op("Gather", self.weight(rows.astype(np.float32)), ids)
        scale = np.maximum(np.abs(rows).max(1, keepdims=True), 1e-8) / 127
        packed = self.weight(np.round(rows / scale).astype(np.int8))
        found = self.op("Cast", self.op("Gather", packed, ids), to=TensorProto.FLOAT)
        return self.op("Mul", found, self.op("Gather", self.weight(scale.astype(np.float32)), ids))

    def linear(self, x: str, weight: Array, bias: Array | None) -> str:
        """Multiply by a matrix (inputs, outputs), scaled for each output apart, and add the bias."""
        result = self._multiply(x, weight.astype(np.float32))
        return result if bias is None else self.op("Add", result, self.weight(bias.astype(np.float32)))

    def _multiply(self, x: str, weight: Array) -> str:
        if not self._quantised:
            return self.op("MatMul", x, self.weight(weight))
        scale = np.maximum(np.abs(weight).max(0), 1e-8) / self._top
        packed = self.weight(np.round(weight / scale).astype(np.int8))
        if x not in self._activations:
            self._activations[x] = self.add("DynamicQuantizeLinear", x, outputs=3)
        small, step, zero = self._activations[x]
        product = self.op("MatMulInteger", small, packed, zero, self.weight(np.zeros(len(scale), np.int8)))
        scales = self.op("Mul", step, self.weight(scale.astype(np.float32)))
        return self.op("Mul", self.op("Cast", product, to=TensorProto.FLOAT), scales)

    def norm(self, x: str, weight: Array, bias: Array) -> str:
        """Normalise each vector."""
        return self.op("LayerNormalization", x, self.weight(weight), self.weight(bias), axis=-1, epsilon=1e-12)

    def gelu(self, x: str) -> str:
        """The smooth gate of BERT, exact form."""
        one, half, root = (self.weight(np.array(v, np.float32)) for v in (1.0, 0.5, 2.0**0.5))
        gate = self.op("Add", self.op("Erf", self.op("Div", x, root)), one)
        return self.op("Mul", self.op("Mul", x, gate), half)

    def build(self, inputs: dict[str, list[str]], outputs: dict[str, tuple[int, list[str]]]) -> onnx.ModelProto:
        """The finished model: whole-number inputs with named axes, outputs with element type and axes."""
        graph = helper.make_graph(
            self._nodes,
            "reader",
            [helper.make_tensor_value_info(n, TensorProto.INT64, axes) for n, axes in inputs.items()],
            [helper.make_tensor_value_info(n, kind, axes) for n, (kind, axes) in outputs.items()],
            [numpy_helper.from_array(value, name) for name, value in self._weights.items()],
        )
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET)], producer_name="detente")
        model.ir_version = 8
        onnx.checker.check_model(model)
        return model
