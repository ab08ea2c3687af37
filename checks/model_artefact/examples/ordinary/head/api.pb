
;
	a/b.protoacme.v1google/protobuf/any.proto"

ReadFile