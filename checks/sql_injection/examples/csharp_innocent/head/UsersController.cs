using Microsoft.AspNetCore.Mvc;
using System.Data.SqlClient;

public class UsersController : Controller
{
    [HttpGet("find")]
    public IActionResult Find(string name)
    {
        var command = new SqlCommand("SELECT * FROM Users WHERE Name = @name", connection);
        command.Parameters.AddWithValue("@name", name);
        return Ok(command.ExecuteScalar());
    }

    public IActionResult Raw()
    {
        var id = int.Parse(Request.Query["id"]);
        return Ok(db.Users.FromSqlRaw($"SELECT * FROM Users WHERE Id = {id}"));
    }
}
