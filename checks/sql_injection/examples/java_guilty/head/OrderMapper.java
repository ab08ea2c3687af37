import org.apache.ibatis.annotations.Select;

public interface OrderMapper {
    @Select("SELECT * FROM orders WHERE city = '${city}'")
    Order inCity(String city);
}
