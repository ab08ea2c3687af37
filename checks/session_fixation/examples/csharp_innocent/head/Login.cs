using System.Web;

public class Login : System.Web.UI.Page
{
    void Enter()
    {
        Session.Abandon();
        Response.Cookies["ASP.NET_SessionId"].Value = "";
    }
}
