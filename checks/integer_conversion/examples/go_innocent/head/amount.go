package amount

import (
	"errors"
	"math"
	"strconv"
)

func Amount(text string) (int32, error) {
	number, err := strconv.ParseInt(text, 10, 32)
	if err != nil {
		return 0, err
	}
	return int32(number), nil
}

func Checked(text string) (int32, error) {
	number, err := strconv.Atoi(text)
	if err != nil {
		return 0, err
	}
	if number > math.MaxInt32 || number < math.MinInt32 {
		return 0, errors.New("too large")
	}
	return int32(number), nil
}
